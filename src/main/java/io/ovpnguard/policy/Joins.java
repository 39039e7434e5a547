package io.ovpnguard.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which clients may join bundles of other namespaces: each policy that speaks of that has to allow it.
 *
 * @param said what each policy says
 */
public record Joins(List<Said> said) {

    /** No policy speaks of that. */
    public static final Joins UNSAID = new Joins(List.of());

    /** All that one policy allows. */
    public record Said(String policy, Set<Join> allowed) {

        public Said {
            Objects.requireNonNull(policy);
            allowed = Set.copyOf(allowed);
        }
    }

    public Joins {
        said = List.copyOf(said);
    }

    /** {@return whether any policy speaks of that} */
    public boolean areSaid() {
        return !said.isEmpty();
    }

    /** {@return the policy that does not allow it, if there is one} */
    public Optional<String> against(Join join) {
        return said.stream()
                .filter(each -> !each.allowed().contains(join))
                .map(Said::policy)
                .findFirst();
    }
}

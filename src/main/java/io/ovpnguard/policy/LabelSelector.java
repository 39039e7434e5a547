package io.ovpnguard.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Labels that are looked for, as Kubernetes does.
 *
 * @param requirements all of them are to hold; without one, every object is selected
 */
public record LabelSelector(List<Requirement> requirements) {

    /** Selects whatever there is. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    /** One thing that is asked of labels. */
    public sealed interface Requirement {

        /** {@return which label it is about} */
        String label();

        /** {@return whether it holds} */
        boolean holds(Map<String, String> labels);
    }

    /** The label has one of these values. */
    public record In(String label, Set<String> values) implements Requirement {

        public In {
            Objects.requireNonNull(label);
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(Map<String, String> labels) {
            var value = labels.get(label);
            return value != null && values.contains(value);
        }
    }

    /** The label is there. */
    public record Exists(String label) implements Requirement {

        public Exists {
            Objects.requireNonNull(label);
        }

        @Override
        public boolean holds(Map<String, String> labels) {
            return labels.containsKey(label);
        }
    }

    /** Something does not hold. */
    public record Not(Requirement requirement) implements Requirement {

        public Not {
            Objects.requireNonNull(requirement);
        }

        @Override
        public String label() {
            return requirement.label();
        }

        @Override
        public boolean holds(Map<String, String> labels) {
            return !requirement.holds(labels);
        }
    }

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** {@return whether labels are those that are looked for} */
    public boolean selects(Map<String, String> labels) {
        for (var requirement : requirements) {
            if (!requirement.holds(labels)) {
                return false;
            }
        }
        return true;
    }
}

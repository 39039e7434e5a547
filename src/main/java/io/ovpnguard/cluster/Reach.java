package io.ovpnguard.cluster;

import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Join;
import io.ovpnguard.policy.PolicyLookup;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How far a controller looks.
 *
 * @param namespaces those that may be read; empty for all
 * @param joins for a namespace of clients, the namespaces whose bundles they may join where no policy speaks of that
 * @param policies that may
 */
public record Reach(Set<String> namespaces, Map<String, Set<String>> joins, PolicyLookup policies) {

    /** Every namespace, each by itself, unless policies say otherwise. */
    public static final Reach ALL = new Reach(Set.of(), Map.of(), (_, _) -> EffectivePolicy.NONE);

    public Reach {
        namespaces = Set.copyOf(namespaces);
        joins = Map.copyOf(joins);
        Objects.requireNonNull(policies);
    }

    /** {@return this, as far as policies do not say otherwise} */
    public Reach under(PolicyLookup others) {
        return new Reach(namespaces, joins, others);
    }

    /**
     * {@return a reach}
     *
     * @param joins each such as {@code apps=vpn}: clients in {@code apps} may join bundles of {@code vpn}
     * @throws IllegalArgumentException when one of the joins is not of that form, or leads out of the namespaces
     */
    public static Reach of(List<String> namespaces, List<String> joins) {
        var allowed = new HashMap<String, Set<String>>();
        for (var join : joins) {
            var sides = join.strip().split("=", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw new IllegalArgumentException("`" + join + "` does not say whose clients may join which namespace:"
                        + " write it such as `apps=vpn`");
            }
            for (var side : sides) {
                if (!namespaces.isEmpty() && !namespaces.contains(side.strip())) {
                    throw new IllegalArgumentException("`" + join + "` names the namespace `" + side.strip()
                            + "`, which is not among those that are judged and read: add it to `ovpnguard.namespaces`");
                }
            }
            allowed.computeIfAbsent(sides[0].strip(), _ -> new HashSet<>()).add(sides[1].strip());
        }
        return new Reach(new HashSet<>(namespaces), allowed, ALL.policies);
    }

    boolean isListed() {
        return !namespaces.isEmpty();
    }

    boolean includes(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    /**
     * {@return why an object's clients may not join the bundles of another namespace, if so}
     *
     * @param labels of the object
     */
    Optional<String> against(Join join, Map<String, String> labels) {
        var said = policies.of(join.clients(), labels).joins();
        if (said.areSaid()) {
            return said.against(join)
                    .map(policy -> "policy \"" + policy + "\" does not allow it")
                    .or(() ->
                            includes(join.bundles()) ? Optional.empty() : Optional.of("ovpnguard does not read there"));
        }
        return joins.getOrDefault(join.clients(), Set.of()).contains(join.bundles())
                ? Optional.empty()
                : Optional.of("who runs ovpnguard can allow it, by a policy with `joins`");
    }

    /** {@return how long ago a counterpart of an object may have been confirmed, if a policy says so} */
    Optional<Duration> freshness(String namespace, Map<String, String> labels) {
        return policies.of(namespace, labels).freshness();
    }
}

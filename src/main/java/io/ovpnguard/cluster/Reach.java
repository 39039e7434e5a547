package io.ovpnguard.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a controller looks.
 *
 * @param namespaces those that may be read; empty for all
 * @param joins for a namespace of clients, the namespaces whose bundles they may join
 */
public record Reach(Set<String> namespaces, Map<String, Set<String>> joins) {

    /** Every namespace, each by itself. */
    public static final Reach ALL = new Reach(Set.of(), Map.of());

    public Reach {
        namespaces = Set.copyOf(namespaces);
        joins = Map.copyOf(joins);
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
        return new Reach(new HashSet<>(namespaces), allowed);
    }

    boolean includes(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    boolean mayJoin(String clients, String bundle) {
        return joins.getOrDefault(clients, Set.of()).contains(bundle);
    }
}

package io.ovpnguard.cluster.policies;

import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Exemptions for which the last audits of namespaces have found nothing. */
final class UnusedExemptions {

    /** By namespace, then by the name of the policy. */
    private final Map<String, Map<String, List<Exemption>>> found = new ConcurrentHashMap<>();

    /** Takes the place of what an earlier audit of the namespace has found. */
    void note(String namespace, Map<String, List<Exemption>> exemptions) {
        if (exemptions.isEmpty()) {
            found.remove(namespace);
        } else {
            found.put(namespace, Map.copyOf(exemptions));
        }
    }

    /** Forgets the namespaces that are no longer audited. */
    void keep(Set<String> namespaces) {
        found.keySet().retainAll(namespaces);
    }

    /** {@return those that a policy still has, in the order of namespaces} */
    List<Exemption> of(Policy policy) {
        return found.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(namespace -> namespace.getValue().getOrDefault(policy.name(), List.of()).stream())
                .filter(policy.exemptions()::contains)
                .toList();
    }
}

package io.ovpnguard.webhook;

import io.ovpnguard.cluster.policies.PolicyStatuses;
import io.ovpnguard.cluster.policies.PolicyWatch;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.PolicyLookup;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The policies of the cluster, where any are wanted.
 *
 * @param statuses told of by whoever holds the Lease
 */
record PoliciesInForce(Optional<PolicyWatch> watch, Optional<PolicyStatuses> statuses) implements PolicyLookup {

    PoliciesInForce {
        Objects.requireNonNull(watch);
        Objects.requireNonNull(statuses);
    }

    @Override
    public EffectivePolicy of(String namespace, Map<String, String> labels) {
        return watch.map(policies -> policies.of(namespace, labels)).orElse(EffectivePolicy.NONE);
    }

    @Override
    public Policies all() {
        return watch.map(PolicyWatch::all).orElse(Policies.none());
    }

    @Override
    public void noteUnused(String namespace, Map<String, List<Exemption>> unused) {
        watch.ifPresent(policies -> policies.noteUnused(namespace, unused));
    }

    @Override
    public void noteAudited(Set<String> namespaces) {
        watch.ifPresent(policies -> policies.noteAudited(namespaces));
    }

    /** {@return whether it is known what is in force} */
    boolean isSynced() {
        return watch.map(PolicyWatch::isSynced).orElse(true);
    }
}

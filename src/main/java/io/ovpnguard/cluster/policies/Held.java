package io.ovpnguard.cluster.policies;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.ovpnguard.manifest.policies.Fault;
import io.ovpnguard.manifest.policies.PolicyReader;
import io.ovpnguard.policy.Policy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy of the API server, and what is made of it.
 *
 * @param stored as it is there now
 * @param inForce what counts: as it is stored, or as it last could be read; empty if it never could
 * @param faults why it is not in force as it is stored
 */
record Held(GenericKubernetesResource stored, Optional<Policy> inForce, List<Fault> faults) {

    Held {
        Objects.requireNonNull(stored);
        Objects.requireNonNull(inForce);
        faults = List.copyOf(faults);
    }

    /** How much of a policy counts. */
    enum State {
        IN_FORCE("InForce"),
        LAST_GOOD("LastGoodVersionInForce"),
        NOT_IN_FORCE("NotInForce");

        private final String reason;

        State(String reason) {
            this.reason = reason;
        }

        /** {@return the word in conditions} */
        String reason() {
            return reason;
        }
    }

    /**
     * {@return what is made of a policy}
     *
     * @param json the stored one
     * @param before what counted until now
     */
    static Held of(GenericKubernetesResource stored, String json, Optional<Policy> before) {
        var read = PolicyReader.readObject(stored.getMetadata().getName(), json);
        return new Held(stored, read.faults().isEmpty() ? Optional.of(read.policy()) : before, read.faults());
    }

    State state() {
        if (faults.isEmpty()) {
            return State.IN_FORCE;
        }
        return inForce.isPresent() ? State.LAST_GOOD : State.NOT_IN_FORCE;
    }

    /** {@return the same of a version that says the same} */
    Held with(GenericKubernetesResource other) {
        return new Held(other, inForce, faults);
    }
}

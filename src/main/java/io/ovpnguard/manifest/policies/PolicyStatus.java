package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What the controller makes of a policy. */
public record PolicyStatus(
        @JsonPropertyDescription("The generation of the policy that this is about.")
        Optional<Long> observedGeneration,

        @JsonPropertyDescription("How many of the objects that ask to be judged it selects.")
        Optional<Integer> selectedObjects,

        @JsonPropertyDescription(
                "`Ready`: it is in force as it is written. Where it is not, the last version that could be"
                        + " read is.")
        List<Condition> conditions) {

    /** Nothing is known at first. */
    public PolicyStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}

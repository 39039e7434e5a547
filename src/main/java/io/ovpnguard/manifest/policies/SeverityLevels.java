package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.ovpnguard.policy.Level;
import java.util.Optional;

/** Levels by how bad a finding is. */
@ValidationRule(
        value = "!has(self.info) || self.info != 'deny'",
        fieldPath = ".info",
        message = SeverityLevels.INFO_DENIES)
public record SeverityLevels(
        @JsonPropertyDescription("No tunnel, no traffic, no start, or a key exposed. Nobody says anything: `deny`.")
        Optional<Level> error,

        @JsonPropertyDescription("It works, and is deprecated, weak or about to end. Nobody says anything: `warn`.")
        Optional<Level> warning,

        @JsonPropertyDescription(
                "Everything else, such as what could not be looked into. Nobody says anything: `audit`.")
        Optional<Level> info) {

    static final String INFO_DENIES = "what is only worth knowing denies nothing: write `warn`";
}

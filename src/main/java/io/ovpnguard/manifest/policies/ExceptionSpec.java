package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Optional;

/** A fault that is put up with: its findings are only counted, as far as this policy goes. */
public record ExceptionSpec(
        @JsonPropertyDescription("Whose findings: namespace and name of a bundle, such as `vpn/office`.")
        @Required
        @Size(max = 317)
        @Pattern("^[^/ ]+/[^/ ]+$")
        Optional<String> bundle,

        @JsonPropertyDescription("Which findings: the name of a rule.") @Required @Size(max = 100)
        Optional<String> rule,

        @JsonPropertyDescription("Why it is put up with, for whoever reads this later.")
        @Required
        @Size(min = 1, max = 1000)
        Optional<String> reason,

        @JsonPropertyDescription(
                "The last day on which it is, as of UTC, such as `2027-03-31`; later the finding counts again,"
                        + " and says so.")
        @Required
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        Optional<String> until) {}

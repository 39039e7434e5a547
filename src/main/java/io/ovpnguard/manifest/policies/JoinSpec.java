package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Optional;

/** Two namespaces that may share bundles. */
public record JoinSpec(
        @JsonPropertyDescription("The namespace of the clients, such as `apps`.")
        @Required
        @Size(max = 63)
        @Pattern(JoinSpec.NAMESPACE)
        Optional<String> clients,

        @JsonPropertyDescription(
                "The namespace of the servers, such as `vpn`, whose bundles they join by `ovpnguard.io/bundle-namespace`.")
        @Required
        @Size(max = 63)
        @Pattern(JoinSpec.NAMESPACE)
        Optional<String> bundles) {

    static final String NAMESPACE = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
}

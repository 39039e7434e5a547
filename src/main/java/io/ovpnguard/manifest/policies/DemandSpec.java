package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Optional;

/** What is asked of servers and clients. */
public record DemandSpec(
        @JsonPropertyDescription("The ciphers of the data channel that are allowed, such as `AES-256-GCM`:"
                + " `ovpnguard ciphers` lists them. Several policies: what each of them allows.")
        @Size(min = 1, max = 50)
        Optional<List<String>> dataCiphers) {}

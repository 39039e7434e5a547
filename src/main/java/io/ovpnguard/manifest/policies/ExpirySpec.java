package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Optional;

/** How long before their end things are told of. */
public record ExpirySpec(
        @JsonPropertyDescription("Days before its end from which on a certificate is told of, by `expired-certificate`."
                + " Several policies: the most. Nobody says anything: 30.")
        @Min(0)
        @Max(3650)
        Optional<Integer> certificateDays,

        @JsonPropertyDescription("Days before its end from which on a revocation list is told of, by `unusable-crl`."
                + " Several policies: the most. Nobody says anything: 30.")
        @Min(0)
        @Max(3650)
        Optional<Integer> crlDays) {}

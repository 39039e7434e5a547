package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Optional;

/** What is asked of servers and clients. */
public record DemandSpec(
        @JsonPropertyDescription("The ciphers of the data channel that are allowed, such as `AES-256-GCM`:"
                + " `ovpnguard ciphers` lists them. Several policies: what each of them allows.")
        @Size(min = 1, max = 50)
        Optional<List<String>> dataCiphers,

        @JsonPropertyDescription(
                "The digests that are allowed for `auth`, such as `SHA256`. What a config writes counts;"
                        + " a default where it is used: with `tls-auth`, and with ciphers that are not AEAD. Several policies: what each of them allows.")
        @Size(min = 1, max = 50)
        Optional<List<String>> authDigests,

        @JsonPropertyDescription(
                "The oldest TLS version that may be taken, such as `\"1.2\"`. Several policies: the newest.")
        Optional<TlsVersion> minTlsVersion,

        @JsonPropertyDescription(
                "Bits that RSA keys of certificates have to have, such as 2048, also those of authorities."
                        + " Several policies: the most.")
        @Min(512)
        @Max(16384)
        Optional<Integer> minRsaBits,

        @JsonPropertyDescription(
                "Bits that keys of certificates on elliptic curves have to have, such as 256 for P-256 and"
                        + " Ed25519, also those of authorities. Several policies: the most.")
        @Min(112)
        @Max(571)
        Optional<Integer> minEcBits) {

    /** A version of TLS that a process can be held to. */
    public enum TlsVersion {
        V1_0(10),
        V1_1(11),
        V1_2(12),
        V1_3(13);

        private final int number;

        TlsVersion(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /** As policies write it. */
        @Override
        public String toString() {
            return number / 10 + "." + number % 10;
        }
    }
}

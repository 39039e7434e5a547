package io.ovpnguard.bundle;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one policy asks of a process, beyond that its tunnel works; of what is empty, it does not speak.
 *
 * @param policy whose word it is
 * @param ciphers those of the data channel that are allowed, in upper case, best first
 * @param digests those that are allowed for {@code auth}, in upper case, best first
 * @param leastTls 10 for TLS 1.0 to 13 for TLS 1.3
 * @param leastRsaBits of the keys of certificates
 * @param leastEcBits of the keys of certificates
 * @param certificateDays how long before its end a certificate is told of
 * @param crlDays how long before its end a revocation list is told of
 */
public record Demand(
        String policy,
        List<String> ciphers,
        List<String> digests,
        Optional<Integer> leastTls,
        Optional<Integer> leastRsaBits,
        Optional<Integer> leastEcBits,
        Optional<Integer> certificateDays,
        Optional<Integer> crlDays) {

    public Demand {
        Objects.requireNonNull(policy);
        ciphers = ciphers.stream().distinct().toList();
        digests = digests.stream().distinct().toList();
        Objects.requireNonNull(leastTls);
        Objects.requireNonNull(leastRsaBits);
        Objects.requireNonNull(leastEcBits);
        Objects.requireNonNull(certificateDays);
        Objects.requireNonNull(crlDays);
    }

    /** {@return of a policy that asks for nothing} */
    public static Demand nothing(String policy) {
        return new Demand(
                policy,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    boolean isNothing() {
        return equals(nothing(policy));
    }
}

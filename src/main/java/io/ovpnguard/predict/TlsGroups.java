package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The groups in which keys are agreed: what {@code tls-groups} leaves of them, from 2.5 on. */
final class TlsGroups {

    /** One name for all that OpenSSL has for a curve. */
    private static final Map<String, String> NAMES = Map.of(
            "secp256r1", "P-256",
            "prime256v1", "P-256",
            "secp384r1", "P-384",
            "secp521r1", "P-521");

    private static final Set<String> USUAL = Set.of("X25519", "P-256", "X448", "P-521", "P-384");

    private static final Set<String> FINITE = Set.of("ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192");

    private TlsGroups() {}

    /** {@return whether both sides have one; without {@code tls-groups} they do} */
    static boolean meet(Process server, Process client) {
        if (stated(server).isEmpty() && stated(client).isEmpty()) {
            return true;
        }
        var atClient = of(client);
        return of(server).stream().anyMatch(atClient::contains);
    }

    private static Set<String> of(Process process) {
        return stated(process)
                .map(names -> names.stream()
                        .map(name -> NAMES.getOrDefault(name, name))
                        .collect(Collectors.toUnmodifiableSet()))
                .orElseGet(() -> process.tls().isOpenSslSince(3, 0, 0)
                        ? Stream.concat(USUAL.stream(), FINITE.stream()).collect(Collectors.toUnmodifiableSet())
                        : USUAL);
    }

    private static Optional<List<String>> stated(Process process) {
        return process.config()
                .written()
                .value("tls-groups")
                .filter(_ -> process.version().isAtLeast(Version.V2_5))
                .map(list -> List.of(list.value().split(":")));
    }

    /** OpenSSL 1.1 does not know NIST's names here, and a list of nothing else is fatal ({@code tls_ctx_set_tls_groups}). */
    static Optional<Refusal> refusal(Process process) {
        var isOld = process.tls().family() == TlsLibrary.Family.OPENSSL
                && !process.tls().isOpenSslSince(3, 0, 0);
        var isUnknown = stated(process)
                .filter(names -> names.stream().allMatch(name -> name.startsWith("P-")))
                .isPresent();
        return isOld && isUnknown
                ? process.config()
                        .written()
                        .value("tls-groups")
                        .map(list ->
                                new Refusal("Failed to set allowed TLS group list: " + list.value(), Spans.of(list)))
                : Optional.empty();
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.KeyFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code tls-cert-profile suiteb} asks for besides strength: P-256 with SHA-256 and P-384 with SHA-384 only, of 128 bits
 * ({@code tls_ctx_set_cert_profile} sets OpenSSL's {@code SUITEB128}).
 */
public final class SuiteB {

    static final String PROFILE = "suiteb";

    private static final String P_384 = "P-384";

    /** The digest with which a key on each curve signs. */
    private static final Map<String, String> DIGESTS = Map.of("P-256", "SHA256", P_384, "SHA384");

    private static final Pattern SHORT = Pattern.compile("(?:TLS-)?ECDHE-ECDSA-(?:WITH-)?AES-?128-GCM-SHA256");

    private SuiteB() {}

    /** {@return whether a process asks for it, of its peer as of itself} */
    public static boolean isAsked(Process process) {
        return process.version().isAtLeast(Version.V2_4)
                && process.tls().isOpenSslSince(1, 1, 0)
                && process.config()
                        .written()
                        .value("tls-cert-profile")
                        .map(Setting::value)
                        .filter(PROFILE::equals)
                        .isPresent();
    }

    /** {@return the option that says in which groups keys are agreed} */
    public static String limiting(Process process) {
        return isAsked(process) ? "tls-cert-profile" : "tls-groups";
    }

    /** {@return the groups that it leaves ({@code tls1_get_supported_groups})} */
    static List<String> groups() {
        return List.of("P-256", P_384);
    }

    /**
     * {@return whether both agree on a group}
     *
     * <p>A client that asks wants AES of 128 bits on P-256 and of 256 bits on P-384 ({@code tls1_check_group_id}); a server that does
     * not ask takes what comes first. From 3.5 on OpenSSL sends keys of groups in TLS 1.3 that it has not named.
     */
    static boolean agrees(Process server, Process client, boolean isTls13) {
        if (!isAsked(client)) {
            return true;
        }
        return isTls13
                ? !client.tls().isOpenSslSince(3, 5, 0)
                : isAsked(server)
                        || TlsSettings.suites(server).filter(SuiteB::areShort).isPresent();
    }

    private static boolean areShort(List<String> suites) {
        return suites.stream().allMatch(suite -> SHORT.matcher(suite).matches());
    }

    /**
     * {@return whether a client that asks shows its certificate: not in TLS 1.3, where no server says of which kinds it takes them,
     * and OpenSSL looks for that ({@code tls1_check_chain})}
     */
    static boolean isShown(Process client, boolean isTls13) {
        return !isTls13 || !isAsked(client);
    }

    /** {@return whether a key signs, where one of two processes asks for it ({@code tls12_get_psigs})} */
    static boolean isSigning(KeyFacts key) {
        return key.curve().filter(DIGESTS::containsKey).isPresent();
    }

    /** {@return what it finds wrong with a chain, and at which depth ({@code X509_chain_check_suiteb})} */
    static Optional<Fault> fault(List<CertificateFacts> chain) {
        var has384 = false;
        for (var depth = 0; depth < chain.size(); depth++) {
            var key = chain.get(depth).key();
            if (key.algorithm() != KeyFacts.Algorithm.EC) {
                return Optional.of(new Fault(CertificateFault.NOT_SUITE_B, depth));
            }
            if (!isSigning(key)) {
                return Optional.of(new Fault(CertificateFault.CURVE_NOT_OF_SUITE_B, depth));
            }
            var curve = key.curve().orElseThrow();
            // What this key has signed is the one below; at the end that is itself.
            if (depth > 0 && !DIGESTS.get(curve).equals(chain.get(depth - 1).digest())) {
                return Optional.of(new Fault(CertificateFault.DIGEST_NOT_OF_SUITE_B, depth - 1));
            }
            if (has384 && !curve.equals(P_384)) {
                return Optional.of(new Fault(CertificateFault.P384_BELOW_P256, depth - 1));
            }
            has384 |= curve.equals(P_384);
        }
        var last = chain.getLast();
        return DIGESTS.get(last.key().curve().orElseThrow()).equals(last.digest())
                ? Optional.empty()
                : Optional.of(new Fault(CertificateFault.DIGEST_NOT_OF_SUITE_B, chain.size() - 1));
    }

    /** A fault of one certificate of a chain. */
    record Fault(CertificateFault fault, int depth) {}
}

package io.ovpnguard.predict;

import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CurveName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The groups in which keys are agreed: what {@code tls-groups} leaves of them, from 2.5 on, and before OpenSSL 3 a server's
 * {@code ecdh-curve}.
 */
final class TlsGroups {

    private static final Set<String> USUAL = Set.of("X25519", "P-256", "X448", "P-521", "P-384");

    private static final Set<String> FINITE = Set.of("ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192");

    private static final String OLD_CURVES =
            "sect[0-9]{3}[kr][12]|secp(?:160|192|224|256)k1|secp160r[12]|secp(?:224|256|384|521)r1|prime(?:192|256)v1"
                    + "|brainpoolP(?:256|384|512)r1";

    private static final Pattern OF_1_1 = Pattern.compile(OLD_CURVES + "|X25519|X448");

    private static final String OF_3 =
            OLD_CURVES + "|secp192r1|[BKP]-[0-9]{3}|[xX]25519|[xX]448|ffdhe[2346][0-9]{3}|ffdhe8192";

    private static final Pattern OF_3_0 = Pattern.compile(OF_3);

    /** From 3.5 on a name may stand in any case, and the list has a language of its own. */
    private static final Pattern OF_3_5 = Pattern.compile(
            OF_3 + "|.*MLKEM[0-9]+|.*curveSM2.*|brainpoolP[0-9]+r1tls13|DEFAULT|.*[?*/-].*", Pattern.CASE_INSENSITIVE);

    private static final String FALLBACK = "secp384r1";

    private TlsGroups() {}

    /** {@return whether both sides have one; without options that limit them they do} */
    static boolean meet(Process server, Process client) {
        if (limits(server).isEmpty() && limits(client).isEmpty()) {
            return true;
        }
        var atClient = of(client);
        return of(server).stream().anyMatch(atClient::contains);
    }

    /** {@return whether a process has a group} */
    static boolean has(Process process, String curve) {
        return of(process).contains(curve);
    }

    private static Set<String> of(Process process) {
        return limits(process)
                .map(names -> names.stream().map(CurveName::of).collect(Collectors.toUnmodifiableSet()))
                .orElseGet(() -> process.tls().isOpenSslSince(3, 0, 0)
                        ? Stream.concat(USUAL.stream(), FINITE.stream()).collect(Collectors.toUnmodifiableSet())
                        : USUAL);
    }

    private static Optional<List<String>> limits(Process process) {
        return SuiteB.isAsked(process)
                ? Optional.of(SuiteB.groups())
                : ecdhCurve(process).map(List::of).or(() -> stated(process));
    }

    /**
     * With OpenSSL 1.1 it comes after {@code tls-groups} and replaces these, in TLS 1.3 too; for a name that is none stands
     * another. OpenSSL 3 is not told ({@code tls_ctx_load_ecdh_params}).
     */
    private static Optional<String> ecdhCurve(Process process) {
        return process.config()
                .written()
                .value("ecdh-curve")
                .map(Setting::value)
                .filter(_ -> process.config().role().tls().value() == Tls.SERVER)
                .filter(_ ->
                        process.tls().isOpenSslSince(1, 1, 1) && !process.tls().isOpenSslSince(3, 0, 0))
                .map(name -> OF_1_1.matcher(name).matches() ? name : FALLBACK);
    }

    private static Optional<List<String>> stated(Process process) {
        return process.config()
                .written()
                .value("tls-groups")
                .filter(_ -> process.version().isAtLeast(Version.V2_5))
                .map(list -> List.of(list.value().split(":", -1)));
    }

    /**
     * With OpenSSL 1.1 OpenVPN leaves out what is unknown, such as NIST's names, and only an empty list is fatal; a group
     * of whole numbers always is. OpenSSL 3 knows what it takes and refuses any other ({@code tls_ctx_set_tls_groups}).
     */
    static Optional<Refusal> refusal(Process process) {
        var isRefused = stated(process)
                .filter(names -> process.tls().family() == TlsLibrary.Family.OPENSSL)
                .filter(names -> isRefused(names, process.tls()))
                .isPresent();
        return isRefused
                ? process.config()
                        .written()
                        .value("tls-groups")
                        .map(list ->
                                new Refusal("Failed to set allowed TLS group list: " + list.value(), Spans.of(list)))
                : Optional.empty();
    }

    private static boolean isRefused(List<String> names, TlsLibrary library) {
        if (library.isOpenSslSince(3, 0, 0)) {
            var known = library.isOpenSslSince(3, 5, 0) ? OF_3_5 : OF_3_0;
            return !names.stream().allMatch(name -> known.matcher(name).matches());
        }
        return names.stream().anyMatch(FINITE::contains)
                || names.stream().noneMatch(name -> OF_1_1.matcher(name).matches());
    }
}

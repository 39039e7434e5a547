package io.ovpnguard.predict;

import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.KeyFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code tls-cipher} leaves of the cipher suites of TLS 1.2 and older. */
final class TlsSettings {

    private static final Set<String> KEYWORDS =
            Set.of("DEFAULT", "ALL", "HIGH", "MEDIUM", "LOW", "aNULL", "eNULL", "kRSA", "SUITEB128", "SUITEB192");

    private static final Set<String> SUITES_1_3 = Set.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_128_CCM_SHA256",
            "TLS_AES_128_CCM_8_SHA256");

    private static final Pattern FINITE = Pattern.compile("(?:TLS-)?(?:DHE|EDH)-.*");

    private TlsSettings() {}

    /** {@return the cipher suites that a process is restricted to; empty if it is not} */
    static Optional<List<String>> suites(Process process) {
        return process.config()
                .written()
                .value("tls-cipher")
                .map(text -> List.of(text.value().split(":")));
    }

    /** OpenSSL refuses a list of which it knows nothing; PolarSSL takes it and shares nothing. */
    static Optional<Refusal> refusal(Process process) {
        if (process.tls().family() != TlsLibrary.Family.OPENSSL) {
            return suites13(process);
        }
        var suites = suites(process);
        if (suites.isEmpty() || suites.get().stream().anyMatch(suite -> isKnown(suite, process.tls()))) {
            return suites13(process);
        }
        var list = String.join(":", suites.get());
        var line = process.version().equals(Version.V2_2)
                ? "Problem with cipher list: " + list + ": error:SSL routines:SSL_CTX_set_cipher_list:no cipher match"
                : "Failed to set restricted TLS cipher list: " + list;
        return Optional.of(
                new Refusal(line, process.config().written().value("tls-cipher").flatMap(Spans::of)));
    }

    /** Suites of TLS 1.3, which OpenSSL has from 1.1.1 on. */
    private static Optional<Refusal> suites13(Process process) {
        var suites = process.config().written().value("tls-ciphersuites");
        var isRead = process.version().isAtLeast(Version.V2_4) && process.tls().isOpenSslSince(1, 1, 1);
        var isKnown = suites.map(text -> text.value().replace('-', '_').split(":")).stream()
                .flatMap(Arrays::stream)
                .anyMatch(SUITES_1_3::contains);
        return suites.isPresent() && isRead && !isKnown
                ? Optional.of(new Refusal(
                        "Failed to set restricted TLS 1.3 cipher list: "
                                + suites.get().value(),
                        suites.flatMap(Spans::of)))
                : Optional.empty();
    }

    /** A library that cannot do the least version that is asked for. */
    static Optional<Refusal> refusalOfVersion(Process process) {
        var least = process.config().written().value("tls-version-min");
        var isTooNew = least.map(Setting::value).filter("1.3"::equals).isPresent()
                && !(process.version().isAtLeast(Version.V2_4) && process.tls().isOpenSslSince(1, 1, 1));
        return isTooNew && !TlsRange.isHighest(process)
                ? Optional.of(Refusal.options("unknown tls-version-min parameter: 1.3", least.flatMap(Spans::of)))
                : Optional.empty();
    }

    /** {@return whether a name looks like a cipher suite: the IANA form, or OpenSSL's of the same words} */
    static boolean isKnown(String suite, TlsLibrary library) {
        var isKeyword = KEYWORDS.contains(suite) || suite.startsWith("@SECLEVEL");
        if (isKeyword) {
            return library.family() == TlsLibrary.Family.OPENSSL;
        }
        return suite.startsWith("!")
                || suite.startsWith("TLS-") && suite.contains("-WITH-")
                || suite.startsWith("ECDHE-")
                || suite.startsWith("DHE-")
                || suite.startsWith("AES")
                || suite.startsWith("EDH-");
    }

    /** {@return whether a list has a suite, or a keyword that may stand for it} */
    static boolean shares(List<String> list, String suite, TlsLibrary library) {
        return list.stream()
                .filter(each -> isKnown(each, library))
                .anyMatch(each -> each.equals(suite) || KEYWORDS.contains(each) || KEYWORDS.contains(suite));
    }

    /** {@return whether keys can be agreed with numbers instead of curves: the server's parameters and an RSA key of it} */
    static boolean agreeWithoutGroup(Process server, Process client) {
        var hasParameters = server.config()
                .written()
                .value("dh")
                .filter(file -> !file.value().equals("none"))
                .isPresent();
        var isRsa = OwnMaterial.of(server)
                .own()
                .map(own -> own.key().algorithm())
                .filter(kind -> kind != KeyFacts.Algorithm.RSA && kind != KeyFacts.Algorithm.RSA_PSS)
                .isEmpty();
        return hasParameters && isRsa && hasFinite(server) && hasFinite(client);
    }

    private static boolean hasFinite(Process process) {
        return suites(process).stream()
                .allMatch(suites -> suites.stream()
                        .anyMatch(suite -> KEYWORDS.contains(suite)
                                || FINITE.matcher(suite).matches()));
    }

    /** {@return whether a suite signs with a key of that kind; Edwards curves go with those of ECDSA} */
    static boolean isFor(String suite, KeyFacts.Algorithm algorithm) {
        var isRsa = algorithm == KeyFacts.Algorithm.RSA || algorithm == KeyFacts.Algorithm.RSA_PSS;
        return KEYWORDS.contains(suite) || suite.contains("ECDSA") != isRsa;
    }
}

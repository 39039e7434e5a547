package io.ovpnguard.predict;

import io.ovpnguard.effective.Written;
import io.ovpnguard.option.ConnectTreatment;
import io.ovpnguard.syntax.ConnectOption;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether a client made from the OpenVPN 3 core takes a profile, in its order: the files that it names
 * ({@code ProfileMerge}), their values ({@code ParseClientConfig}), what such clients cannot do
 * ({@code check_for_incompatible_options}), and the names of the rest ({@code handle_unused_options}).
 */
final class ConnectStart {

    private static final List<Function<Process, Optional<Refusal>>> CHECKS = List.of(
            ConnectStart::ofFiles,
            ConnectValueCheck::refusal,
            ConnectStart::ofCredentials,
            ConnectStart::ofIncompatible,
            ConnectStart::ofNames);

    /** Options whose file becomes a part of the profile. */
    private static final Set<String> FILES = Set.of(
            "auth-user-pass",
            "ca",
            "cert",
            "crl-verify",
            "dh",
            "extra-certs",
            "key",
            "tls-auth",
            "tls-crypt",
            "tls-crypt-v2");

    private ConnectStart() {}

    /** {@return why the client refuses the profile; empty if it takes it} */
    static Optional<Refusal> refusal(Process process) {
        return CHECKS.stream().flatMap(check -> check.apply(process).stream()).findFirst();
    }

    /** {@return the refusal of the first option whose name alone makes the client refuse the profile} */
    static Optional<Refusal> ofNames(Process process) {
        return process.profile().config().readByConnect().stream()
                .filter(ConnectOption::isRefused)
                .filter(option -> option.treatment() != ConnectTreatment.FATAL)
                .findFirst()
                .map(option -> Refusal.of(
                        "UNUSED_OPTIONS_ERROR: " + option.treatment().message() + ": "
                                + option.directive().name(),
                        option.directive().span()));
    }

    private static Optional<Refusal> ofFiles(Process process) {
        var files = process.profile().files();
        if (!files.complete()) {
            return Optional.empty();
        }
        return process.profile().config().directives().stream()
                .filter(directive -> FILES.contains(directive.name()))
                .filter(directive -> directive.inline().isEmpty())
                .filter(directive -> directive
                        .value(0)
                        .filter(name -> files.find(plain(name)).isEmpty())
                        .isPresent())
                .findFirst()
                .map(directive -> Refusal.of(
                        "MERGE_REF_FAIL : ERR_PROFILE_GENERIC: "
                                + directive.value(0).orElseThrow() + " : cannot open for read",
                        directive.span()));
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    /** Without a certificate the client looks for one in the system's store. */
    private static Optional<Refusal> ofCredentials(Process process) {
        var written = process.config().written();
        var isWithoutCertificate = written.has("client-cert-not-required")
                || written.all("setenv").stream().anyMatch(ConnectStart::isWithoutCertificate);
        if (!isWithoutCertificate && !(written.has("cert") && written.has("key"))) {
            return Optional.of(new Refusal(
                    "Missing External PKI alias", Optional.empty(), Optional.of(written.has("cert") ? "key" : "cert")));
        }
        return written.has("ca") || written.has("peer-fingerprint")
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "ssl_context_error: OpenSSLContext: CA not defined", Optional.empty(), Optional.of("ca")));
    }

    private static boolean isWithoutCertificate(Directive setenv) {
        return setenv.value(0).filter("CLIENT_CERT"::equals).isPresent()
                && setenv.value(1).filter("0"::equals).isPresent();
    }

    private static Optional<Refusal> ofIncompatible(Process process) {
        var written = process.config().written();
        return present(written, "secret", "static key encryption mode (non-SSL/TLS) is not supported")
                .or(() -> present(
                        written,
                        "fragment",
                        "'fragment' directive is not supported, nor is connecting to a server that uses it"))
                .or(() -> isClient(written)
                        ? Optional.empty()
                        : Optional.of(new Refusal(
                                "ERR_INVALID_CONFIG: option_error: Neither 'client' nor both 'tls-client' and 'pull'"
                                        + " options declared",
                                Optional.empty(),
                                Optional.of("client"))))
                .or(() -> other(written, "mode", "p2p"))
                .or(() -> other(written, "key-method", "2"));
    }

    private static boolean isClient(Written written) {
        return written.has("client") || written.has("tls-client") && written.has("pull");
    }

    private static Optional<Refusal> present(Written written, String name, String text) {
        return written.last(name).map(directive -> Refusal.of("option_error: sorry, " + text, directive.span()));
    }

    private static Optional<Refusal> other(Written written, String name, String only) {
        return written.value(name)
                .filter(value -> !value.value().equals(only))
                .map(value -> new Refusal("option_error: Only '" + name + " " + only + "' supported", Spans.of(value)));
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Optional;

/** What TLS and static keys need and exclude ({@code options_postprocess_verify_ce} of options.c). */
final class TlsOptionsCheck {

    private static final String DEFAULT_WINDOW = "64";
    private static final String DEFAULT_WINDOW_SECONDS = "15";

    /** Options that need TLS. */
    private static final List<String> TLS_ONLY = List.of(
            "ca",
            "capath",
            "dh",
            "cert",
            "key",
            "pkcs12",
            "tls-cipher",
            "tls-verify",
            "tls-timeout",
            "reneg-bytes",
            "reneg-pkts",
            "reneg-sec",
            "hand-window",
            "tran-window",
            "tls-auth",
            "tls-crypt",
            "single-session",
            "tls-exit",
            "crl-verify",
            "key-method",
            "ns-cert-type",
            "remote-cert-ku",
            "remote-cert-eku",
            "remote-cert-tls",
            "pull");

    private final EffectiveConfig config;
    private final Version version;
    private final WrittenOptions options;

    private TlsOptionsCheck(Process process) {
        this.config = process.config();
        this.version = process.version();
        this.options = new WrittenOptions(config.written());
    }

    static Optional<Refusal> refusal(Process process) {
        return new TlsOptionsCheck(process).crypto();
    }

    private Optional<Refusal> crypto() {
        var tls = config.role().tls().value();
        var isServer = options.has("tls-server") || options.has("server") || options.has("server-bridge");
        var isClient = options.has("tls-client") || options.has("client");
        if (config.role().secret().isPresent() && tls != Tls.NONE || isServer && isClient) {
            return options.refuse("specify only one of --tls-server, --tls-client, or --secret", "secret");
        }
        if (version.equals(Version.V2_4)
                && options.has("no-iv")
                && config.ciphers().negotiates().value()) {
            return options.refuse("--no-iv not allowed when NCP is enabled.", "no-iv");
        }
        if (options.has("no-replay") && hasOtherReplayWindow()) {
            return options.refuse(
                    "--replay-window doesn't make sense when replay protection is disabled with --no-replay",
                    "replay-window");
        }
        return tls == Tls.NONE ? withoutTls() : withTls();
    }

    private Optional<Refusal> withoutTls() {
        var misplaced = options.first(TLS_ONLY);
        if (version.isAtLeast(Version.V2_7) && !options.has("allow-deprecated-insecure-static-crypto")) {
            return Optional.of(Refusal.options(
                    "DEPRECATION: No tls-client or tls-server option in configuration detected."
                            + " OpenVPN 2.8 will remove the functionality to run a VPN without TLS.",
                    config.role().secret().map(secret -> secret.span())));
        }
        return misplaced.flatMap(name -> options.refuse(
                "Parameter " + name + " can only be specified in TLS-mode, i.e. where --tls-server or --tls-client"
                        + " is also specified.",
                name));
    }

    private Optional<Refusal> withTls() {
        var range = TlsRange.stated(config);
        if (version.isAtLeast(Version.V2_4)
                && range.isPresent()
                && range.get().least() > range.get().most()) {
            return options.refuse("--tls-version-min bigger than --tls-version-max", "tls-version-min");
        }
        return keys().or(this::token).or(this::authority).or(this::certificate);
    }

    private Optional<Refusal> keys() {
        if (options.has("tls-auth") && options.has("tls-crypt")) {
            return options.refuse("--tls-auth and --tls-crypt are mutually exclusive", "tls-crypt");
        }
        var isClient = config.role().tls().value() == Tls.CLIENT;
        return isClient && options.has("tls-crypt-v2") && (options.has("tls-auth") || options.has("tls-crypt"))
                ? options.refuse(
                        "--tls-crypt-v2, --tls-auth and --tls-crypt are mutually exclusive in client mode",
                        "tls-crypt-v2")
                : Optional.empty();
    }

    /** A token's own key leaves no room for another. Builds from 2.5 on have a provider of their own, which an id calls. */
    private Optional<Refusal> token() {
        var hasId = options.has("pkcs11-id");
        var isManaged = options.has("pkcs11-id-management");
        var isUsed = options.has("pkcs11-providers") || version.isAtLeast(Version.V2_5) && (hasId || isManaged);
        if (!isUsed) {
            return Optional.empty();
        }
        if (hasId && isManaged) {
            return options.refuse(
                    "Parameter --pkcs11-id cannot be used when --pkcs11-id-management is also specified.", "pkcs11-id");
        }
        if (!hasId && !isManaged) {
            return options.refuse(
                    "Parameter --pkcs11-id or --pkcs11-id-management should be specified.", "pkcs11-providers");
        }
        return options.first(List.of("cert", "key", "pkcs12"))
                .flatMap(name -> options.refuse(
                        "Parameter --" + name + " cannot be used when --pkcs11-provider is also specified.", name));
    }

    private Optional<Refusal> authority() {
        var isServer = config.role().tls().value() == Tls.SERVER;
        if (isServer && !options.has("dh") && version.isBefore(Version.V2_7)) {
            return Optional.of(new Refusal("Options error: You must define DH file (--dh)", Optional.empty()));
        }
        var isKnown =
                options.has("ca") || options.has("capath") || options.has("pkcs12") || options.has("peer-fingerprint");
        return isKnown
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "Options error: You must define CA file (--ca) or CA path (--capath)"
                                + (version.isAtLeast(Version.V2_6)
                                        ? " and/or peer fingerprint verification (--peer-fingerprint)"
                                        : ""),
                        Optional.empty()));
    }

    private Optional<Refusal> certificate() {
        var isElsewhere = options.has("pkcs12")
                || options.has("pkcs11-providers")
                || options.has("management-external-key")
                || options.has("cryptoapicert");
        if (isElsewhere) {
            return Optional.empty();
        }
        var hasCertificate = options.has("cert");
        var hasKey = options.has("key");
        if (config.role().pulls()) {
            if (hasCertificate != hasKey) {
                return options.refuse(
                        "If you use one of --cert or --key, you must use them both", hasCertificate ? "cert" : "key");
            }
            return hasCertificate || options.has("auth-user-pass")
                    ? Optional.empty()
                    : Optional.of(new Refusal(
                            "Options error: No client-side authentication method is specified.  You must use either"
                                    + " --cert/--key, --pkcs12, or --auth-user-pass",
                            Optional.empty()));
        }
        if (!hasCertificate) {
            return Optional.of(new Refusal(
                    "Options error: You must define certificate file (--cert) or PKCS#12 file (--pkcs12)",
                    Optional.empty()));
        }
        return hasKey
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "Options error: You must define private key file (--key) or PKCS#12 file (--pkcs12)",
                        Optional.empty()));
    }

    private boolean hasOtherReplayWindow() {
        return config.written()
                .last("replay-window")
                .filter(window -> !window.value(0).orElse(DEFAULT_WINDOW).equals(DEFAULT_WINDOW)
                        || !window.value(1).orElse(DEFAULT_WINDOW_SECONDS).equals(DEFAULT_WINDOW_SECONDS))
                .isPresent();
    }
}

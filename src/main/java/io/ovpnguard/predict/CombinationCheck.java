package io.ovpnguard.predict;

import io.ovpnguard.effective.Connection;
import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Numbers;
import io.ovpnguard.effective.Protocol.Kind;
import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Options that do not go together ({@code options_postprocess_verify_ce} of options.c). */
final class CombinationCheck {

    /** Options that make sense in a server only. */
    private static final List<String> SERVER_ONLY = List.of(
            "ifconfig-pool",
            "ifconfig-pool-persist",
            "ifconfig-ipv6-pool",
            "hash-size",
            "learn-address",
            "client-connect",
            "client-crresponse",
            "client-disconnect",
            "client-config-dir",
            "ccd-exclusive",
            "client-to-client",
            "duplicate-cn",
            "connect-freq",
            "client-cert-not-required",
            "username-as-common-name",
            "auth-user-pass-optional",
            "auth-user-pass-verify",
            "auth-gen-token",
            "port-share",
            "stale-routes-check",
            "vlan-tagging",
            "force-tls-key-material-export");

    /** Options that a server refuses. */
    private static final List<String> NOT_FOR_SERVER = List.of(
            "remote",
            "nobind",
            "http-proxy",
            "socks-proxy",
            "connection",
            "shaper",
            "inetd",
            "ipchange",
            "redirect-gateway",
            "route-delay",
            "up-delay",
            "allow-recursive-routing",
            "auth-user-pass");

    private static final int DEFAULT_REPLAY_WINDOW = 64;
    private static final String DEFAULT_REPLAY_TIME = "15";

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

    private CombinationCheck(Process process) {
        this.config = process.config();
        this.version = process.version();
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new CombinationCheck(process);
        return check.device()
                .or(check::sizes)
                .or(() -> check.config.transport().connections().stream()
                        .flatMap(connection -> check.connection(connection).stream())
                        .findFirst())
                .or(() -> check.config.role().isServer() ? check.server() : check.peer())
                .or(check::crypto);
    }

    private Optional<Refusal> device() {
        var isOptional = version.isAtLeast(Version.V2_7);
        if (!isOptional && config.device().name().isEmpty()) {
            return Optional.of(new Refusal("Options error: You must define TUN/TAP device (--dev)", Optional.empty()));
        }
        // A client that pulls notices when it opens the device, which is after the handshake.
        return config.device().type().isEmpty() && !config.role().pulls()
                ? Optional.of(new Refusal(
                        "Error: problem with tun vs. tap setting",
                        config.device().name().flatMap(Spans::of)))
                : Optional.empty();
    }

    private Optional<Refusal> sizes() {
        return has("tun-mtu") && config.mtu().linkMtu().isPresent()
                ? refuse("only one of --tun-mtu or --link-mtu may be defined", "link-mtu")
                : Optional.empty();
    }

    private Optional<Refusal> connection(Connection connection) {
        var protocol = connection.protocol().value();
        var at = Spans.of(connection.protocol());
        if (protocol.kind() == Kind.TCP) {
            return Optional.of(Refusal.options(
                    "--proto tcp is ambiguous in this context.  Please specify --proto tcp-server or --proto tcp-client",
                    at));
        }
        var written = connection.written();
        if (!protocol.isUdp() && connection.isFragmenting()) {
            return refuse("--fragment can only be used with --proto udp", "fragment");
        }
        if (!protocol.isUdp() && written.has("explicit-exit-notify") && version.isBefore(Version.V2_6)) {
            return refuse("--explicit-exit-notify can only be used with --proto udp", "explicit-exit-notify");
        }
        if (!protocol.isUdp() && has("mtu-test")) {
            return refuse("--mtu-test only makes sense with --proto udp", "mtu-test");
        }
        if (connection.remote().isEmpty() && protocol.kind() == Kind.TCP_CLIENT) {
            return Optional.of(Refusal.options("--remote MUST be used in TCP Client mode", at));
        }
        if (protocol.kind() == Kind.TCP_SERVER
                && config.transport().connections().size() > 1) {
            return Optional.of(Refusal.options("TCP server mode allows at most one --remote address", at));
        }
        return binding(connection).or(() -> addresses(connection));
    }

    private Optional<Refusal> binding(Connection connection) {
        var written = connection.written();
        if (!written.has("nobind")) {
            return Optional.empty();
        }
        if (written.has("bind")) {
            return refuse("--bind and --nobind can't be used together", "nobind");
        }
        if (connection.local().isPresent()) {
            return refuse("--local and --nobind don't make sense when used together", "nobind");
        }
        if (written.has("lport")) {
            return refuse("--lport and --nobind don't make sense when used together", "nobind");
        }
        return connection.remote().isEmpty()
                ? refuse("--nobind doesn't make sense unless used with --remote", "nobind")
                : Optional.empty();
    }

    private Optional<Refusal> addresses(Connection connection) {
        var ifconfig = config.written().last("ifconfig");
        if (ifconfig.isEmpty()) {
            return Optional.empty();
        }
        var own = ifconfig.get().value(0);
        var other = ifconfig.get().value(1);
        var remote = connection.remote().map(Setting::value);
        var local = connection.local().map(Setting::value);
        var span = ifconfig.get().span();
        if (remote.isPresent() && (remote.equals(own) || remote.equals(other))) {
            return Optional.of(
                    Refusal.options("--local and --remote addresses must be distinct from --ifconfig addresses", span));
        }
        if (local.isPresent() && (local.equals(own) || local.equals(other))) {
            return Optional.of(Refusal.options("--local addresses must be distinct from --ifconfig addresses", span));
        }
        return own.equals(other)
                ? Optional.of(Refusal.options("local and remote/netmask --ifconfig addresses must be different", span))
                : Optional.empty();
    }

    private Optional<Refusal> server() {
        var type = config.device().type().map(Setting::value);
        if (type.filter(DeviceType.NULL::equals).isPresent() && version.isBefore(Version.V2_7)) {
            return refuse("--mode server only works with --dev tun or --dev tap", "dev");
        }
        if (config.role().pulls()) {
            return refuse("--pull cannot be used with --mode server", "mode");
        }
        if (config.transport().first().protocol().value().kind() == Kind.TCP_CLIENT) {
            return refuse("--mode server currently only supports --proto udp or --proto tcp-server", "proto");
        }
        if (config.role().tls().value() != Tls.SERVER) {
            return refuse("--mode server requires --tls-server", "mode");
        }
        return first(NOT_FOR_SERVER)
                .flatMap(name -> refuse("--" + name + " cannot be used with --mode server", name))
                .or(this::oldServer)
                .or(this::pool)
                .or(this::credentials);
    }

    private Optional<Refusal> oldServer() {
        if (version.isBefore(Version.V2_3) && has("tun-ipv6")) {
            return refuse("--tun-ipv6 cannot be used with --mode server", "tun-ipv6");
        }
        if (version.isBefore(Version.V2_4) && has("explicit-exit-notify")) {
            return refuse("--explicit-exit-notify cannot be used with --mode server", "explicit-exit-notify");
        }
        if (!config.transport().first().protocol().value().isUdp() && has("connect-freq")) {
            return refuse(
                    "--connect-freq only works with --mode server --proto udp.  Try --max-clients instead.",
                    "connect-freq");
        }
        if (config.transport().first().protocol().value().isUdp() && has("port-share")) {
            return refuse(
                    "--port-share only works in TCP server mode (--proto tcp-server or tcp6-server)", "port-share");
        }
        var isTap = config.device()
                .type()
                .filter(type -> type.value() == DeviceType.TAP)
                .isPresent();
        if (has("vlan-tagging") && !isTap) {
            return refuse("--vlan-tagging must be used with --dev tap", "vlan-tagging");
        }
        return version.isBefore(Version.V2_5) && isOldKeyMethod()
                ? refuse("--mode server requires --key-method 2", "key-method")
                : Optional.empty();
    }

    private boolean isOldKeyMethod() {
        return config.written()
                .number("key-method")
                .filter(method -> method.value() != 2)
                .isPresent();
    }

    private Optional<Refusal> pool() {
        var pool = config.written().last("ifconfig-pool");
        var isSubnet = config.device()
                        .type()
                        .filter(type -> type.value() == DeviceType.TAP)
                        .isPresent()
                || config.device().topology().value() == Topology.SUBNET;
        if (pool.isPresent() && pool.get().arguments().size() > 2 && !isSubnet) {
            return refuse(
                    "The third parameter to --ifconfig-pool (netmask) is only valid in --dev tap mode",
                    "ifconfig-pool");
        }
        var hasPool = pool.isPresent()
                || has("server")
                || has("server-bridge")
                || has("ifconfig-ipv6-pool")
                || has("server-ipv6");
        return has("ifconfig-pool-persist") && !hasPool
                ? refuse("--ifconfig-pool-persist must be used with --ifconfig-pool", "ifconfig-pool-persist")
                : Optional.empty();
    }

    private Optional<Refusal> credentials() {
        if (has("ccd-exclusive") && !has("client-config-dir")) {
            return refuse("--ccd-exclusive must be used with --client-config-dir", "ccd-exclusive");
        }
        var isVerified = has("auth-user-pass-verify") || has("plugin") || has("management-client-auth");
        if (isVerified) {
            return Optional.empty();
        }
        var postfix = " must be used with --management-client-auth, an --auth-user-pass-verify script, or plugin";
        var isOptional = config.written()
                .value("verify-client-cert")
                .filter(text -> !text.value().equals("require"))
                .isPresent();
        if (isOptional) {
            return refuse("--verify-client-cert none|optional" + postfix, "verify-client-cert");
        }
        return first(List.of("client-cert-not-required", "username-as-common-name", "auth-user-pass-optional"))
                .flatMap(name -> refuse("--" + name + postfix, name));
    }

    private Optional<Refusal> peer() {
        var isStaticallyLimited = first(SERVER_ONLY);
        if (isStaticallyLimited.isPresent()) {
            return refuse("--" + isStaticallyLimited.get() + " requires --mode server", isStaticallyLimited.get());
        }
        if (has("opt-verify") && version.isBefore(Version.V2_7)) {
            return refuse("--opt-verify requires --mode server", "opt-verify");
        }
        var isOptional = config.written()
                .value("verify-client-cert")
                .filter(text -> !text.value().equals("require"))
                .isPresent();
        return isOptional
                ? refuse("--verify-client-cert requires --mode server", "verify-client-cert")
                : Optional.empty();
    }

    private Optional<Refusal> crypto() {
        var tls = config.role().tls().value();
        if (config.role().secret().isPresent() && tls != Tls.NONE || isBothParts()) {
            return refuse("specify only one of --tls-server, --tls-client, or --secret", "secret");
        }
        if (version.equals(Version.V2_4)
                && has("no-iv")
                && config.ciphers().negotiates().value()) {
            return refuse("--no-iv not allowed when NCP is enabled.", "no-iv");
        }
        if (has("no-replay") && isReplayWindowSet()) {
            return refuse(
                    "--replay-window doesn't make sense when replay protection is disabled with --no-replay",
                    "replay-window");
        }
        return tls == Tls.NONE ? withoutTls() : withTls();
    }

    /** {@code server} and {@code client} stand for a part as well. */
    private boolean isBothParts() {
        var isServer = has("tls-server") || has("server") || has("server-bridge");
        return isServer && has("tls-client") || has("tls-server") && has("client");
    }

    private boolean isReplayWindowSet() {
        return config.written()
                .last("replay-window")
                .filter(window -> Numbers.atoi(window.value(0).orElse("")) != DEFAULT_REPLAY_WINDOW
                        || Numbers.atoi(window.value(1).orElse(DEFAULT_REPLAY_TIME))
                                != Numbers.atoi(DEFAULT_REPLAY_TIME))
                .isPresent();
    }

    private Optional<Refusal> withoutTls() {
        var misplaced = first(TLS_ONLY);
        if (version.isAtLeast(Version.V2_7) && !has("allow-deprecated-insecure-static-crypto")) {
            return Optional.of(Refusal.options(
                    "DEPRECATION: No tls-client or tls-server option in configuration detected."
                            + " OpenVPN 2.8 will remove the functionality to run a VPN without TLS.",
                    config.role().secret().map(secret -> secret.span())));
        }
        return misplaced.flatMap(name -> refuse(
                "Parameter " + name + " can only be specified in TLS-mode, i.e. where --tls-server or --tls-client"
                        + " is also specified.",
                name));
    }

    private Optional<Refusal> withTls() {
        var range = TlsRange.stated(config);
        if (version.isAtLeast(Version.V2_4)
                && range.isPresent()
                && range.get().least() > range.get().most()) {
            return refuse("--tls-version-min bigger than --tls-version-max", "tls-version-min");
        }
        return keys().or(this::authority).or(this::certificate);
    }

    private Optional<Refusal> keys() {
        if (has("tls-auth") && has("tls-crypt")) {
            return refuse("--tls-auth and --tls-crypt are mutually exclusive", "tls-crypt");
        }
        var isClient = config.role().tls().value() == Tls.CLIENT;
        return isClient && has("tls-crypt-v2") && (has("tls-auth") || has("tls-crypt"))
                ? refuse(
                        "--tls-crypt-v2, --tls-auth and --tls-crypt are mutually exclusive in client mode",
                        "tls-crypt-v2")
                : Optional.empty();
    }

    private Optional<Refusal> authority() {
        var isServer = config.role().tls().value() == Tls.SERVER;
        if (isServer && !has("dh") && version.isBefore(Version.V2_7)) {
            return Optional.of(new Refusal("Options error: You must define DH file (--dh)", Optional.empty()));
        }
        var isKnown = has("ca") || has("capath") || has("pkcs12") || has("peer-fingerprint");
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
        var isElsewhere =
                has("pkcs12") || has("pkcs11-providers") || has("management-external-key") || has("cryptoapicert");
        if (isElsewhere) {
            return Optional.empty();
        }
        var hasCertificate = has("cert");
        var hasKey = has("key");
        if (config.role().pulls()) {
            if (hasCertificate != hasKey) {
                return refuse(
                        "If you use one of --cert or --key, you must use them both", hasCertificate ? "cert" : "key");
            }
            return hasCertificate || has("auth-user-pass")
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

    private Optional<String> first(List<String> names) {
        return names.stream().filter(this::has).findFirst();
    }

    private boolean has(String name) {
        return config.written().has(name);
    }

    private Optional<Refusal> refuse(String text, String option) {
        return Optional.of(Refusal.options(text, at(option)));
    }

    private Optional<Span> at(String option) {
        return Stream.of(config.written().last(option))
                .flatMap(Optional::stream)
                .map(directive -> directive.span())
                .findFirst();
    }
}

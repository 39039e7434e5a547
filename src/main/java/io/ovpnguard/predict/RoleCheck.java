package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Protocol.Kind;
import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Optional;

/** Options that only a server takes, or only what is none ({@code options_postprocess_verify_ce} of options.c). */
final class RoleCheck {

    private static final Optional<String> DEFAULT_HASH_SIZE = Optional.of("256");

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

    private final EffectiveConfig config;
    private final Version version;
    private final WrittenOptions options;

    private RoleCheck(Process process) {
        this.config = process.config();
        this.version = process.version();
        this.options = new WrittenOptions(config.written());
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new RoleCheck(process);
        return check.config.role().isServer() ? check.server() : check.peer();
    }

    private Optional<Refusal> server() {
        var type = config.device().type().map(Setting::value);
        if (type.filter(DeviceType.NULL::equals).isPresent() && version.isBefore(Version.V2_7)) {
            return options.refuse("--mode server only works with --dev tun or --dev tap", "dev");
        }
        if (config.role().pulls()) {
            return options.refuse("--pull cannot be used with --mode server", "mode");
        }
        if (config.transport().first().protocol().value().kind() == Kind.TCP_CLIENT) {
            return options.refuse("--mode server currently only supports --proto udp or --proto tcp-server", "proto");
        }
        if (config.role().tls().value() != Tls.SERVER) {
            return options.refuse("--mode server requires --tls-server", "mode");
        }
        return options.first(NOT_FOR_SERVER)
                .flatMap(name -> options.refuse("--" + name + " cannot be used with --mode server", name))
                .or(this::oldServer)
                .or(this::pool)
                .or(this::addresses)
                .or(this::credentials);
    }

    private Optional<Refusal> oldServer() {
        if (version.isBefore(Version.V2_3) && options.has("tun-ipv6")) {
            return options.refuse("--tun-ipv6 cannot be used with --mode server", "tun-ipv6");
        }
        if (version.isBefore(Version.V2_4) && options.has("explicit-exit-notify")) {
            return options.refuse("--explicit-exit-notify cannot be used with --mode server", "explicit-exit-notify");
        }
        if (!config.transport().first().protocol().value().isUdp() && options.has("connect-freq")) {
            return options.refuse(
                    "--connect-freq only works with --mode server --proto udp.  Try --max-clients instead.",
                    "connect-freq");
        }
        if (config.transport().first().protocol().value().isUdp() && options.has("port-share")) {
            return options.refuse(
                    "--port-share only works in TCP server mode (--proto tcp-server or tcp6-server)", "port-share");
        }
        var isTap = config.device()
                .type()
                .filter(type -> type.value() == DeviceType.TAP)
                .isPresent();
        if (options.has("vlan-tagging") && !isTap) {
            return options.refuse("--vlan-tagging must be used with --dev tap", "vlan-tagging");
        }
        return version.isBefore(Version.V2_5) && isOldKeyMethod()
                ? options.refuse("--mode server requires --key-method 2", "key-method")
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
            return options.refuse(
                    "The third parameter to --ifconfig-pool (netmask) is only valid in --dev tap mode",
                    "ifconfig-pool");
        }
        var hasPool = pool.isPresent()
                || options.has("server")
                || options.has("server-bridge")
                || options.has("ifconfig-ipv6-pool")
                || options.has("server-ipv6");
        return options.has("ifconfig-pool-persist") && !hasPool
                ? options.refuse("--ifconfig-pool-persist must be used with --ifconfig-pool", "ifconfig-pool-persist")
                : Optional.empty();
    }

    private Optional<Refusal> credentials() {
        if (options.has("ccd-exclusive") && !options.has("client-config-dir")) {
            return options.refuse("--ccd-exclusive must be used with --client-config-dir", "ccd-exclusive");
        }
        var isVerified =
                options.has("auth-user-pass-verify") || options.has("plugin") || options.has("management-client-auth");
        if (isVerified) {
            return Optional.empty();
        }
        var postfix = " must be used with --management-client-auth, an --auth-user-pass-verify script, or plugin";
        var isOptional = config.written()
                .value("verify-client-cert")
                .filter(text -> !text.value().equals("require"))
                .isPresent();
        if (isOptional) {
            return options.refuse("--verify-client-cert none|optional" + postfix, "verify-client-cert");
        }
        return options.first(List.of("client-cert-not-required", "username-as-common-name", "auth-user-pass-optional"))
                .flatMap(name -> options.refuse("--" + name + postfix, name));
    }

    private Optional<Refusal> peer() {
        var isStaticallyLimited = SERVER_ONLY.stream().filter(this::isStated).findFirst();
        if (isStaticallyLimited.isPresent()) {
            return options.refuse(
                    "--" + isStaticallyLimited.get() + " requires --mode server", isStaticallyLimited.get());
        }
        if (options.has("opt-verify") && version.isBefore(Version.V2_7)) {
            return options.refuse("--opt-verify requires --mode server", "opt-verify");
        }
        var isOptional = config.written()
                .value("verify-client-cert")
                .filter(text -> !text.value().equals("require"))
                .isPresent();
        return isOptional
                ? options.refuse("--verify-client-cert requires --mode server", "verify-client-cert")
                : Optional.empty();
    }

    /** What is written and the same as the default is not noticed. */
    private boolean isStated(String option) {
        var isDefault = option.equals("hash-size")
                && version.isBefore(Version.V2_7)
                && config.written()
                        .last(option)
                        .filter(size -> size.value(0).equals(DEFAULT_HASH_SIZE)
                                && size.value(1).equals(DEFAULT_HASH_SIZE))
                        .isPresent();
        return options.has(option) && !isDefault;
    }

    private Optional<Refusal> addresses() {
        if (options.has("vlan-pvid") && !options.has("vlan-tagging")) {
            return options.refuse("--vlan-pvid requires --vlan-tagging", "vlan-pvid");
        }
        return options.has("ifconfig-ipv6-pool") && !options.has("ifconfig-ipv6") && !options.has("server-ipv6")
                ? options.refuse("--ifconfig-ipv6-pool needs --ifconfig-ipv6", "ifconfig-ipv6-pool")
                : Optional.empty();
    }
}

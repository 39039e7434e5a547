package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;

/** What {@code helper_client_server} and {@code helper_keepalive} of helper.c refuse. */
final class MacroCheck {

    private static final int SMALLEST_TUN_NET = 29;
    private static final int SMALLEST_TAP_NET = 30;
    private static final int LARGEST_NET = 16;

    private final EffectiveConfig config;
    private final Version version;

    private MacroCheck(Process process) {
        this.config = process.config();
        this.version = process.version();
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new MacroCheck(process);
        return check.server()
                .or(check::pool)
                .or(check::bridge)
                .or(check::client)
                .or(check::keepalive);
    }

    private Optional<Refusal> server() {
        var server = config.written().last("server");
        if (server.isEmpty()) {
            return Optional.empty();
        }
        var span = server.get().span();
        if (has("client")) {
            return Optional.of(Refusal.options("--server and --client cannot be used together", span));
        }
        if (has("server-bridge")) {
            return Optional.of(Refusal.options("--server and --server-bridge cannot be used together", span));
        }
        if (has("secret")) {
            return Optional.of(
                    Refusal.options("--server and --secret cannot be used together (you must use SSL/TLS keys)", span));
        }
        if (!has("ifconfig-pool") || PoolCheck.isWithout(server.get())) {
            return network(server.get());
        }
        return Optional.of(Refusal.options(
                "--server already defines an ifconfig-pool, so you can't also specify --ifconfig-pool explicitly",
                span));
    }

    private Optional<Refusal> network(Directive server) {
        var type = config.device().type().map(Setting::value);
        if (type.isEmpty() || type.get() == DeviceType.NULL && version.isBefore(Version.V2_7)) {
            return Optional.of(
                    Refusal.options("--server directive only makes sense with --dev tun or --dev tap", server.span()));
        }
        var network = Address.parse(server.value(0).orElse(""));
        var mask = Address.parse(server.value(1).orElse(""));
        var bits = mask.flatMap(Address::maskBits);
        if (network.isEmpty()
                || mask.isEmpty()
                || bits.isEmpty()
                || (network.get().value() & ~mask.get().value()) != 0) {
            return Optional.of(
                    Refusal.options("--server directive network/netmask combination is invalid", server.span()));
        }
        if (bits.get() < LARGEST_NET) {
            return Optional.of(Refusal.options(
                    "--server directive netmask allows for too many host addresses (subnet must be 255.255.0.0 or higher)",
                    server.span()));
        }
        var smallest = type.get() == DeviceType.TUN ? SMALLEST_TUN_NET : SMALLEST_TAP_NET;
        return bits.get() <= smallest
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "--server directive when used with --dev "
                                + type.get().word() + " must define a subnet of "
                                + Address.mask(smallest) + " or lower",
                        server.span()));
    }

    /** {@code ifconfig_pool_init} of pool.c: from 2.5 on one address, or one block of four, is too few. */
    private Optional<Refusal> pool() {
        if (version.isBefore(Version.V2_5) || !config.role().isServer()) {
            return Optional.empty();
        }
        var isBlocks =
                !ServerNetwork.isNetwork(config) && config.device().topology().value() == Topology.NET30;
        var server = config.written().last("server").filter(found -> !PoolCheck.isWithout(found));
        if (server.isPresent()) {
            var smallest = ServerNetwork.isTap(config) ? SMALLEST_TAP_NET : SMALLEST_TUN_NET;
            var isSmall = (isBlocks || ServerNetwork.isTap(config))
                    && server.flatMap(found -> ServerNetwork.address(found, 1))
                            .flatMap(Address::maskBits)
                            .filter(bits -> bits == smallest)
                            .isPresent();
            return isSmall ? Optional.of(tooFew(server.get())) : Optional.empty();
        }
        var bridge = config.written().last("server-bridge");
        var pool = bridge.or(() -> config.written().last("ifconfig-pool"));
        var first = bridge.isPresent() ? 2 : 0;
        var start = pool.flatMap(found -> ServerNetwork.address(found, first));
        var end = pool.flatMap(found -> ServerNetwork.address(found, first + 1));
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        var size = isBlocks
                ? (end.get().value() >>> 2) - (start.get().value() >>> 2) + 1
                : end.get().value() - start.get().value() + 1;
        return size == 1 ? Optional.of(tooFew(pool.get())) : Optional.empty();
    }

    private static Refusal tooFew(Directive directive) {
        return Refusal.of("IPv4 pool size is too small (1), must be at least 2", directive.span());
    }

    private Optional<Refusal> bridge() {
        var bridge = config.written().last("server-bridge");
        if (bridge.isEmpty()) {
            return Optional.empty();
        }
        var span = bridge.get().span();
        if (has("client")) {
            return Optional.of(Refusal.options("--server-bridge and --client cannot be used together", span));
        }
        var isTap = config.device()
                .type()
                .filter(type -> type.value() == DeviceType.TAP)
                .isPresent();
        return isTap
                ? PoolCheck.ofBridge(bridge.get())
                : Optional.of(Refusal.options("--server-bridge directive only makes sense with --dev tap", span));
    }

    private Optional<Refusal> client() {
        var client = config.written().last("client");
        var isOldMethod = version.isBefore(Version.V2_5)
                && config.written()
                        .number("key-method")
                        .filter(method -> method.value() != 2)
                        .isPresent();
        return client.isPresent() && isOldMethod
                ? Optional.of(Refusal.options(
                        "--client requires --key-method 2",
                        config.written().last("key-method").orElseThrow().span()))
                : Optional.empty();
    }

    private Optional<Refusal> keepalive() {
        var keepalive = config.written().last("keepalive");
        var isDoubled = keepalive.isPresent() && (has("ping") || has("ping-restart") || has("ping-exit"));
        return isDoubled
                ? Optional.of(Refusal.options(
                        "--keepalive conflicts with --ping, --ping-exit, or --ping-restart.  If you use --keepalive, you don't need any of the other --ping directives.",
                        keepalive.get().span()))
                : Optional.empty();
    }

    private boolean has(String name) {
        return config.written().has(name);
    }
}

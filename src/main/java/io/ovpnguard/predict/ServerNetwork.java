package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;

/**
 * The addresses of a server and of the first client that it serves ({@code helper_client_server} of helper.c,
 * {@code multi_select_virtual_addr} of multi.c).
 *
 * @param own the server's address in the tunnel
 * @param other its netmask, or its peer on a point-to-point device
 * @param client the client's address
 * @param clientOther the client's netmask, or its peer
 */
record ServerNetwork(
        Optional<Address> own, Optional<Address> other, Optional<Address> client, Optional<Address> clientOther) {

    static ServerNetwork of(EffectiveConfig server, Optional<Written> ccd) {
        var isNetwork = isNetwork(server);
        var macro = server.written().last("server");
        var network = macro.flatMap(found -> address(found, 0));
        var mask = macro.flatMap(found -> address(found, 1));
        var ifconfig = server.written().last("ifconfig");
        var own = network.map(found -> found.plus(1)).or(() -> ifconfig.flatMap(found -> address(found, 0)));
        var other = macro.isPresent()
                ? isNetwork ? mask : network.map(found -> found.plus(2))
                : ifconfig.flatMap(found -> address(found, 1));
        var pushed = ccd.flatMap(written -> written.last("ifconfig-push")).filter(ServerNetwork::isParsable);
        if (pushed.isPresent()) {
            var second = address(pushed.get(), 1).or(() -> isNetwork ? other : own);
            return new ServerNetwork(own, other, address(pushed.get(), 0), second);
        }
        var client = pool(server, macro, network, isNetwork);
        var clientOther = isNetwork
                ? poolMask(server).or(() -> other)
                : server.device().topology().value() == Topology.P2P ? own : client.map(found -> found.plus(-1));
        return new ServerNetwork(own, other, client, client.isPresent() ? clientOther : Optional.empty());
    }

    /** What is no address is skipped with a warning. */
    private static boolean isParsable(Directive push) {
        return address(push, 0).isPresent()
                && (push.arguments().size() < 2 || address(push, 1).isPresent());
    }

    private static Optional<Address> pool(
            EffectiveConfig server, Optional<Directive> macro, Optional<Address> network, boolean isNetwork) {
        var start = server.written().last("ifconfig-pool").flatMap(pool -> address(pool, 0));
        var isBlocks = !isNetwork && server.device().topology().value() == Topology.NET30;
        if (start.isPresent()) {
            return isBlocks ? start.map(found -> found.plus(2)) : start;
        }
        var bridge = server.written().last("server-bridge").flatMap(found -> address(found, 2));
        if (bridge.isPresent()) {
            return bridge;
        }
        var hasPool = macro.isPresent()
                && macro.get().value(2).filter("nopool"::equals).isEmpty();
        if (!hasPool) {
            return Optional.empty();
        }
        if (isNetwork) {
            return network.map(found -> found.plus(2));
        }
        return network.map(found -> found.plus(isBlocks ? 6 : 4));
    }

    private static Optional<Address> poolMask(EffectiveConfig server) {
        return server.written()
                .last("ifconfig-pool")
                .flatMap(pool -> address(pool, 2))
                .or(() -> server.written().last("server-bridge").flatMap(bridge -> address(bridge, 1)));
    }

    /** {@return whether a side's second address is a netmask} */
    static boolean isNetwork(EffectiveConfig side) {
        return isTap(side) || side.device().topology().value() == Topology.SUBNET;
    }

    static boolean isTap(EffectiveConfig side) {
        return side.device()
                .type()
                .map(Setting::value)
                .filter(DeviceType.TAP::equals)
                .isPresent();
    }

    static Optional<Address> address(Directive directive, int index) {
        return directive.value(index).flatMap(Address::parse);
    }

    /** {@return whether the server's system sends packets for an address into the tunnel} */
    boolean reaches(Address address, EffectiveConfig server) {
        if (own.isEmpty() || other.isEmpty()) {
            return false;
        }
        if (isNetwork(server) && address.isWith(own.get(), other.get())) {
            return true;
        }
        if (address.equals(other.get())) {
            return true;
        }
        var network = server.written().last("server");
        var isCovered = network.isPresent() && !isNetwork(server) && covers(network.get(), address);
        return isCovered || server.written().all("route").stream().anyMatch(route -> covers(route, address));
    }

    /** {@return whether a network and mask, as in {@code route}, hold an address} */
    static boolean covers(Directive route, Address address) {
        var network = address(route, 0);
        var mask = route.arguments().size() > 1 ? address(route, 1) : Optional.of(Address.mask(32));
        return network.isPresent() && mask.isPresent() && address.isWith(network.get(), mask.get());
    }

    /** {@return whether a version's tools take any second address as a netmask} */
    static boolean isTolerant(Version version) {
        return version.isBefore(Version.V2_4);
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Addressing.Fault;
import java.util.Optional;

/**
 * Plays one packet from the client's address to the server's and back: the addresses that {@code init_tun} of tun.c sets,
 * the routes of route.c, and what {@code multi_process_incoming_link} of multi.c takes from a client.
 */
final class AddressingPhase {

    private final EffectiveConfig server;
    private final EffectiveConfig client;
    private final ServerNetwork network;
    private final PulledOptions pulled;
    private final Optional<Address> own;
    private final Optional<Address> other;
    private final boolean isNetwork;

    private AddressingPhase(
            EffectiveConfig server, EffectiveConfig client, ServerNetwork network, PulledOptions pulled) {
        this.server = server;
        this.client = client;
        this.network = network;
        this.pulled = pulled;
        var pushed = pulled.last("ifconfig");
        var written = client.written().last("ifconfig");
        this.own = pushed.flatMap(option -> option.argument(0))
                .or(() -> written.flatMap(option -> option.value(0)))
                .flatMap(Address::parse);
        this.other = pushed.flatMap(option -> option.argument(1))
                .or(() -> written.flatMap(option -> option.value(1)))
                .flatMap(Address::parse);
        this.isNetwork = ServerNetwork.isTap(client) || topology() == Topology.SUBNET;
    }

    static Addressing of(EffectiveConfig server, EffectiveConfig client, ServerNetwork network, PulledOptions pulled) {
        var phase = new AddressingPhase(server, client, network, pulled);
        return new Addressing(phase.fault(), network.own().map(Address::toString), phase.own.map(Address::toString));
    }

    private Topology topology() {
        return pulled.last("topology")
                .flatMap(option -> option.argument(0))
                .flatMap(Topology::of)
                .orElse(client.device().topology().value());
    }

    private Fault fault() {
        if (client.version().isConnect()) {
            var refused = refusedByConnect();
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        if (own.isPresent()
                && isNetwork
                && other.flatMap(Address::maskBits).isEmpty()
                && !ServerNetwork.isTolerant(client.version())
                && !client.written().has("ifconfig-noexec")) {
            return Fault.BAD_NETMASK;
        }
        if (client.written().has("ifconfig-noexec")
                || server.written().has("ifconfig-noexec")
                || own.isEmpty()
                || network.own().isEmpty()) {
            return Fault.NO_ADDRESS;
        }
        if (own.equals(network.own())) {
            return Fault.SAME_ADDRESS;
        }
        if (isRoutedOverServer()) {
            return Fault.ROUTE_OVER_SERVER;
        }
        if (!reachesServer(network.own().get())) {
            return Fault.NO_ROUTE_TO_SERVER;
        }
        if (server.role().isServer() && !own.equals(network.client()) && !ServerNetwork.isTap(server)) {
            return Fault.WRONG_SOURCE;
        }
        return network.reaches(own.get(), server) ? Fault.NONE : Fault.NO_ROUTE_TO_CLIENT;
    }

    /** {@code TunProp::tun_ifconfig} of tunprop.hpp. */
    private Optional<Fault> refusedByConnect() {
        if (own.isEmpty() && pulled.last("ifconfig-ipv6").isEmpty()) {
            return Optional.of(Fault.NOTHING_PUSHED);
        }
        if (topology() == Topology.P2P) {
            return Optional.of(Fault.UNSUPPORTED_TOPOLOGY);
        }
        var isPair = isNetwork
                || own.isEmpty()
                || other.filter(address -> address.isWith(own.get(), Address.mask(30)))
                        .isPresent();
        return isPair ? Optional.empty() : Optional.of(Fault.NO_PAIR);
    }

    private boolean reachesServer(Address target) {
        var isOnLink = isNetwork
                ? target.isWith(own.orElseThrow(), mask())
                : other.filter(target::equals).isPresent();
        if (isOnLink || client.written().has("route-noexec")) {
            return isOnLink;
        }
        return pulled.all("route").stream().anyMatch(route -> covers(route, target))
                || client.written().all("route").stream().anyMatch(route -> ServerNetwork.covers(route, target));
    }

    /** Tools before 2.4 count the ones of whatever stands there. */
    private Address mask() {
        var written = other.orElse(Address.mask(32));
        return written.maskBits().isPresent() ? written : Address.mask(Integer.bitCount(written.value()));
    }

    private static boolean covers(PushedOption route, Address target) {
        var network = route.argument(0).flatMap(Address::parse);
        var mask = route.argument(1).map(Address::parse).orElse(Optional.of(Address.mask(32)));
        return network.isPresent() && mask.isPresent() && target.isWith(network.get(), mask.get());
    }

    private static boolean isForOneHost(PushedOption route) {
        return route.argument(1).map(Address.mask(32).toString()::equals).orElse(true);
    }

    /** From 2.5 on a route replaces the system's own one for the same network. */
    private boolean isRoutedOverServer() {
        var remote = client.transport().first().remote().map(Setting::value).flatMap(Address::parse);
        return remote.isPresent()
                && !client.written().has("route-noexec")
                && pulled.all("route").stream()
                        .filter(route -> client.version().isAtLeast(Version.V2_5) || isForOneHost(route))
                        .anyMatch(route -> covers(route, remote.get()));
    }
}

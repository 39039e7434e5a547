package io.ovpnguard.predict;

import io.ovpnguard.effective.Connection;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Protocol;
import io.ovpnguard.effective.Protocol.Family;
import io.ovpnguard.effective.Protocol.Kind;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import java.util.Optional;

/**
 * Whether the client's packets reach the server's socket: protocol, family and port. What lies between them, and whether
 * an address belongs to the server, cannot be seen ({@code link_socket_init_phase1} and
 * {@code link_socket_init_phase2} of socket.c).
 *
 * @param fault why no connection of the client reaches the server
 * @param client the connection that does, or the first one
 */
public record Transport(Fault fault, Connection server, Connection client) implements Judged {

    /** What is wrong. */
    public enum Fault {
        NONE,
        DIFFERENT_PROTOCOL,
        DIFFERENT_FAMILY,
        DIFFERENT_PORT,
        /** The server listens on its loopback only. */
        LOCAL_ONLY,
        /** The server sends to another port than the client's. */
        DIFFERENT_CLIENT_PORT,
        /** No side knows where to send the first packet. */
        NO_REMOTE
    }

    static Transport of(EffectiveConfig server, EffectiveConfig client) {
        var own = server.transport().first();
        var first = Fault.NONE;
        for (var connection : client.transport().connections()) {
            var fault = fault(
                    own, connection, server.role().isServer(), client.version().isAtLeast(Version.V2_7));
            if (fault == Fault.NONE) {
                return new Transport(fault, own, connection);
            }
            first = first == Fault.NONE ? fault : first;
        }
        return new Transport(first, own, client.transport().first());
    }

    private static Fault fault(Connection server, Connection client, boolean isOfMany, boolean isMapping) {
        var one = server.protocol().value();
        var other = client.protocol().value();
        if (one.isUdp() != other.isUdp()
                || !one.isUdp() && (one.kind() != Kind.TCP_SERVER || other.kind() != Kind.TCP_CLIENT)) {
            return Fault.DIFFERENT_PROTOCOL;
        }
        if (client.remote().isEmpty() && server.remote().isEmpty()) {
            return Fault.NO_REMOTE;
        }
        if (isOfOtherFamily(one, other, client.remote().map(Setting::value), isMapping)) {
            return Fault.DIFFERENT_FAMILY;
        }
        if (isLoopback(server.local()) && !isLoopback(client.remote())) {
            return Fault.LOCAL_ONLY;
        }
        if (client.remote().isPresent()
                && !client.remotePort().value().equals(server.localPort().value())) {
            return Fault.DIFFERENT_PORT;
        }
        var isAnswered = isOfMany
                || server.remote().isEmpty()
                || client.isBound()
                        && server.remotePort().value().equals(client.localPort().value());
        return isAnswered ? Fault.NONE : Fault.DIFFERENT_CLIENT_PORT;
    }

    private static boolean isOfOtherFamily(
            Protocol server, Protocol client, Optional<String> remote, boolean isMapping) {
        if (client.family() == Family.V6) {
            // Systems of today map an IPv4 address, and a 2.7 server takes it; before, resolving fails.
            var isFour = remote.filter(Transport::isFour).isPresent();
            return server.family() == Family.V4 || isFour && !isMapping;
        }
        var isSix = remote.filter(host -> host.indexOf(':') >= 0).isPresent();
        return isSix && (client.family() == Family.V4 || server.family() == Family.V4);
    }

    private static boolean isLoopback(Optional<Setting<String>> host) {
        return host.map(Setting::value)
                .filter(name -> name.equals("localhost") || isFour(name) && name.startsWith("127."))
                .isPresent();
    }

    private static boolean isFour(String host) {
        return Address.parse(host).isPresent();
    }

    @Override
    public Outcome consequence() {
        return fault == Fault.NONE ? Outcome.WORKS : Outcome.NO_HANDSHAKE;
    }
}

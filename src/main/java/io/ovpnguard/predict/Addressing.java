package io.ovpnguard.predict;

import java.util.Optional;

/**
 * Whether addresses and routes let packets through the tunnel: those of the client to the server's own address and back.
 *
 * @param server the server's address in the tunnel
 * @param client the client's address in the tunnel
 */
public record Addressing(Fault fault, Optional<String> server, Optional<String> client) implements Judged {

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** A side has no address in the tunnel. */
        NO_ADDRESS,
        /** Both have the same. */
        SAME_ADDRESS,
        /** The client's system does not send packets for the server into the tunnel. */
        NO_ROUTE_TO_SERVER,
        /** The server's system does not send packets for the client into the tunnel. */
        NO_ROUTE_TO_CLIENT,
        /** The client uses another address than the one that the server gave it. */
        WRONG_SOURCE,
        /** A pushed route sends the tunnel's own packets into the tunnel. */
        ROUTE_OVER_SERVER,
        /** The client's system refuses what it is told, and the process ends. */
        BAD_NETMASK,
        /** An OpenVPN 3 client under {@code net30} gets two addresses that are not of one /30 network. */
        NO_PAIR,
        /** An OpenVPN 3 client knows no {@code topology p2p}. */
        UNSUPPORTED_TOPOLOGY,
        /** An OpenVPN 3 client gets no address at all. */
        NOTHING_PUSHED
    }

    @Override
    public Outcome consequence() {
        return switch (fault) {
            case NONE -> Outcome.WORKS;
            case BAD_NETMASK, NO_PAIR, UNSUPPORTED_TOPOLOGY, NOTHING_PUSHED -> Outcome.NO_HANDSHAKE;
            default -> Outcome.NO_TRAFFIC;
        };
    }
}

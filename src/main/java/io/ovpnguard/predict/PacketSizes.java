package io.ovpnguard.predict;

import java.util.Optional;

/**
 * Whether the largest packets of each side reach the other.
 *
 * @param server largest packet that the server's device takes
 * @param client largest packet that the client's device takes, after the server's push
 * @param lost the first direction in which large packets are lost
 * @param fromServer the data packets that the server sends
 * @param fromClient the data packets that the client sends
 */
public record PacketSizes(int server, int client, Optional<Lost> lost, DataPackets fromServer, DataPackets fromClient)
        implements Judged {

    /** The largest packet where there are no jumbo frames. */
    private static final int FULL_PACKET = 1500;

    /** What a packet is too large for. */
    public enum Limit {
        /** The sender does not write a datagram of that size. */
        WRITE,
        /** The way to the receiver is of a full packet, and the sender's system may not cut. */
        PATH,
        /** The receiver reads the front of the datagram only. */
        READ,
        /** The receiver's device does not take the packet. */
        DEVICE
    }

    /**
     * A direction in which large packets are lost.
     *
     * @param sender who sends them
     * @param largest largest packet that still arrives
     * @param limit what stops a full packet
     * @param tried how much a full packet is there, in bytes
     * @param most how much would pass there
     */
    public record Lost(Side sender, int largest, Limit limit, int tried, int most) {}

    /** Outcomes are about packets of usual networks: what is lost of jumbo frames is in {@link #lost} alone. */
    @Override
    public Outcome consequence() {
        return lost.filter(found -> found.largest() < FULL_PACKET).isPresent() ? Outcome.LARGE_LOST : Outcome.WORKS;
    }

    /** {@return the data packets that a side sends} */
    public DataPackets from(Side sender) {
        return sender == Side.SERVER ? fromServer : fromClient;
    }
}

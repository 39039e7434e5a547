package io.ovpnguard.predict;

import java.util.Optional;

/**
 * Whether the largest packets of each side reach the other.
 *
 * @param server largest packet that the server's device takes
 * @param client largest packet that the client's device takes, after the server's push
 * @param lost the first direction in which large packets are lost
 */
public record PacketSizes(int server, int client, Optional<Lost> lost) implements Judged {

    /** The largest packet where there are no jumbo frames. */
    private static final int FULL_PACKET = 1500;

    /**
     * A direction in which large packets are lost.
     *
     * @param sender who sends them
     * @param largest largest packet that still arrives
     */
    public record Lost(Side sender, int largest) {}

    /** Outcomes are about packets of usual networks: what is lost of jumbo frames is in {@link #lost} alone. */
    @Override
    public Outcome consequence() {
        return lost.filter(found -> found.largest() < FULL_PACKET).isPresent() ? Outcome.LARGE_LOST : Outcome.WORKS;
    }
}

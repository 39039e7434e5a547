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

    /**
     * A direction in which large packets are lost.
     *
     * @param sender who sends them
     * @param largest largest packet that still arrives
     */
    public record Lost(Side sender, int largest) {}

    @Override
    public Outcome consequence() {
        return lost.isPresent() ? Outcome.LARGE_LOST : Outcome.WORKS;
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;

/**
 * Whether both sides put the header of the internal fragmentation in front of packets; it cannot be pushed
 * ({@code fragment_incoming} of fragment.c).
 *
 * @param server whether the server does
 * @param client whether the client does
 */
public record Fragmentation(boolean server, boolean client) implements Judged {

    static Fragmentation of(EffectiveConfig server, EffectiveConfig client) {
        return new Fragmentation(
                server.transport().first().isFragmenting(),
                client.transport().first().isFragmenting());
    }

    @Override
    public Outcome consequence() {
        return server == client ? Outcome.WORKS : Outcome.NO_TRAFFIC;
    }
}

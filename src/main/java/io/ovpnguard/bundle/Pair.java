package io.ovpnguard.bundle;

import java.util.Objects;

/**
 * One server and one client of a bundle.
 *
 * @param guessed whether only being alone together says that they belong together; such a pair only warns
 * @param contested whether the client has a further server that listens at the same place, so that it means one of them
 */
public record Pair(Profile server, Profile client, boolean guessed, boolean contested) {

    public Pair {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
    }

    /** A pair whose server is the only one at its place. */
    public Pair(Profile server, Profile client, boolean guessed) {
        this(server, client, guessed, false);
    }
}

package io.ovpnguard.bundle;

import java.util.Objects;

/**
 * One server and one client of a bundle.
 *
 * @param guessed whether only being alone together says that they belong together; such a pair only warns
 */
public record Pair(Profile server, Profile client, boolean guessed) {

    public Pair {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
    }
}

package io.ovpnguard.bundle;

import java.util.Objects;
import java.util.Optional;

/**
 * One server and one client of a bundle.
 *
 * @param doubt why they may not belong together, if they may not; such a pair only warns
 * @param contested whether the client has a further server that listens at the same place, so that it means one of them
 */
public record Pair(Profile server, Profile client, Optional<Doubt> doubt, boolean contested) {

    public Pair {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
        Objects.requireNonNull(doubt);
    }

    /** Two that belong together, and the server is the only one at its place. */
    public Pair(Profile server, Profile client) {
        this(server, client, Optional.empty(), false);
    }

    /** {@return whether it is a guess that they belong together} */
    public boolean guessed() {
        return doubt.isPresent();
    }
}

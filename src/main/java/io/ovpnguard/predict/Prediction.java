package io.ovpnguard.predict;

import java.util.Objects;

/** What OpenVPN would do with a pair. */
public record Prediction(Process server, Process client) {

    public Prediction {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
    }
}

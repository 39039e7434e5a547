package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Versions;
import java.util.Objects;

/** The versions of processes whose objects state none. */
public record AssumedVersions(Versions server, Versions client) {

    /** What is in the field. */
    public static final AssumedVersions IN_THE_FIELD =
            new AssumedVersions(Versions.ASSUMED_SERVER, Versions.ASSUMED_CLIENT);

    public AssumedVersions {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
    }
}

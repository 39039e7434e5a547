package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Versions;
import java.util.Objects;

/**
 * The versions of processes whose objects state none.
 *
 * @param platform of clients
 */
public record AssumedVersions(Versions server, Versions client, Platform platform) {

    /** What is in the field. */
    public static final AssumedVersions IN_THE_FIELD =
            new AssumedVersions(Versions.ASSUMED_SERVER, Versions.ASSUMED_CLIENT);

    public AssumedVersions(Versions server, Versions client) {
        this(server, client, Platform.UNKNOWN);
    }

    public AssumedVersions {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
        Objects.requireNonNull(platform);
    }
}

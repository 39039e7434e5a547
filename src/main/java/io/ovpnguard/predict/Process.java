package io.ovpnguard.predict;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.option.Version;
import java.util.Objects;

/** A profile that runs as one version. */
public record Process(Profile profile, Version version) {

    public Process {
        Objects.requireNonNull(profile);
        Objects.requireNonNull(version);
    }

    /** {@return the profile at that version} */
    public static Process of(Profile profile, Version version) {
        return new Process(profile, version);
    }
}

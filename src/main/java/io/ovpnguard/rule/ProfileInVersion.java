package io.ovpnguard.rule;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.option.Version;
import java.util.Objects;

/** A profile, looked at as one of the versions that it may run. */
public record ProfileInVersion(Profile profile, Version version) {

    public ProfileInVersion {
        Objects.requireNonNull(profile);
        Objects.requireNonNull(version);
    }

    /** {@return whether somebody stated this version; else it is assumed and a refusal to start only warns} */
    public boolean isStated() {
        return profile.versions().stated();
    }
}

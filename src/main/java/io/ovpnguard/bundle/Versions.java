package io.ovpnguard.bundle;

import io.ovpnguard.option.Version;
import java.util.List;

/**
 * The versions that a process may run.
 *
 * @param candidates ascending, never empty
 * @param stated whether somebody said so; else they are assumed
 */
public record Versions(List<Version> candidates, boolean stated) {

    /** Servers in the field, when nobody says more. */
    public static final Versions ASSUMED_SERVER = new Versions(List.of(Version.V2_6, Version.V2_7), false);

    /** Clients in the field, when nobody says more. */
    public static final Versions ASSUMED_CLIENT =
            new Versions(List.of(Version.V2_4, Version.V2_5, Version.V2_6, Version.V2_7), false);

    public Versions {
        candidates = candidates.stream().sorted().distinct().toList();
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a process runs some version");
        }
    }

    /** {@return versions that somebody stated} */
    public static Versions stated(List<Version> candidates) {
        return new Versions(candidates, true);
    }
}

package io.ovpnguard.rule;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Process;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The processes of one bundle: a server that meets a thousand clients is one process of each version. */
final class Processes {

    private final Map<Profile, Map<Version, Process>> made = new IdentityHashMap<>();

    Process of(Profile profile, Version version) {
        return made.computeIfAbsent(profile, _ -> new HashMap<>())
                .computeIfAbsent(version, _ -> Process.of(profile, version));
    }
}

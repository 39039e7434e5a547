package io.ovpnguard.rule;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.predict.Process;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The processes of one bundle: a server that meets a thousand clients is one process of each version. */
final class Processes {

    private final Map<Profile, List<Process>> made = new IdentityHashMap<>();

    List<Process> of(Profile profile) {
        return made.computeIfAbsent(profile, Process::candidates);
    }
}

package io.ovpnguard.bundle;

import java.util.List;
import java.util.Optional;

/** Demands that ask for one thing. */
public final class Asking {

    private Asking() {}

    public static Demand ciphers(String policy, String... allowed) {
        return new Demand(policy, List.of(allowed), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Demand digests(String policy, String... allowed) {
        return new Demand(policy, List.of(), List.of(allowed), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Demand rsaBits(String policy, int least) {
        return new Demand(policy, List.of(), List.of(), Optional.empty(), Optional.of(least), Optional.empty());
    }
}

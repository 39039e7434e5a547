package io.ovpnguard.bundle;

import java.util.List;
import java.util.Optional;

/** Demands that ask for one thing. */
public final class Asking {

    private Asking() {}

    public static Demand ciphers(String policy, String... allowed) {
        return new Demand(policy, List.of(allowed), List.of(), none(), none(), none(), none(), none());
    }

    public static Demand digests(String policy, String... allowed) {
        return new Demand(policy, List.of(), List.of(allowed), none(), none(), none(), none(), none());
    }

    public static Demand rsaBits(String policy, int least) {
        return new Demand(policy, List.of(), List.of(), none(), Optional.of(least), none(), none(), none());
    }

    public static Demand certificateDays(String policy, int days) {
        return new Demand(policy, List.of(), List.of(), none(), none(), none(), Optional.of(days), none());
    }

    private static Optional<Integer> none() {
        return Optional.empty();
    }
}

package io.ovpnguard.effective;

import java.util.Locale;
import java.util.Optional;

/** How addresses are given out on a TUN device. */
public enum Topology {
    NET30,
    P2P,
    SUBNET;

    /** {@return the topology of that name} */
    public static Optional<Topology> of(String name) {
        for (var topology : values()) {
            if (topology.word().equals(name)) {
                return Optional.of(topology);
            }
        }
        return Optional.empty();
    }

    /** {@return the word that a config uses} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

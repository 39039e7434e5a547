package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The objects beside another one.
 *
 * @param gap why they may not be all, and so cannot deny anything
 */
public record Surroundings(List<HasMetadata> objects, Optional<String> gap) {

    public Surroundings {
        objects = List.copyOf(objects);
        Objects.requireNonNull(gap);
    }

    /** {@return surroundings that are known to be complete} */
    public static Surroundings of(List<HasMetadata> objects) {
        return new Surroundings(objects, Optional.empty());
    }

    /** {@return surroundings that could not be read} */
    public static Surroundings unknown(String gap) {
        return new Surroundings(List.of(), Optional.of(gap));
    }
}

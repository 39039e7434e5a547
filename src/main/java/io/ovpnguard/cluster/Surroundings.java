package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.manifest.ObjectRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The objects beside another one.
 *
 * @param remembered those of them that may have changed since; what they would deny is to be read anew first
 * @param gap why they may not be all, and so cannot deny anything
 */
public record Surroundings(List<HasMetadata> objects, Set<ObjectRef> remembered, Optional<String> gap) {

    public Surroundings {
        objects = List.copyOf(objects);
        remembered = Set.copyOf(remembered);
        Objects.requireNonNull(gap);
    }

    /** {@return surroundings that are known to be complete and new} */
    public static Surroundings of(List<HasMetadata> objects) {
        return new Surroundings(objects, Set.of(), Optional.empty());
    }

    /** {@return surroundings that could not be read} */
    public static Surroundings unknown(String gap) {
        return new Surroundings(List.of(), Set.of(), Optional.of(gap));
    }
}

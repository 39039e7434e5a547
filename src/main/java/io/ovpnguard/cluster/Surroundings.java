package io.ovpnguard.cluster;

import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects beside another one.
 *
 * @param remembered those of them that may have changed since; what they would deny is to be read anew first
 * @param gap why they may not be all, and so cannot deny anything
 */
public record Surroundings(List<ReadObject> objects, Set<ObjectRef> remembered, Optional<String> gap) {

    public Surroundings {
        objects = List.copyOf(objects);
        remembered = Set.copyOf(remembered);
        Objects.requireNonNull(gap);
    }

    /** {@return what is found where an object stands among them} */
    public Inspection with(ReadObject object) {
        return ReadObject.together(
                Stream.concat(objects.stream(), Stream.of(object)).toList());
    }

    /** {@return surroundings that are known to be complete and new} */
    public static Surroundings of(List<ReadObject> objects) {
        return new Surroundings(objects, Set.of(), Optional.empty());
    }

    /** {@return surroundings that could not be read} */
    public static Surroundings unknown(String gap) {
        return new Surroundings(List.of(), Set.of(), Optional.of(gap));
    }
}

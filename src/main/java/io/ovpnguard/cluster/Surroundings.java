package io.ovpnguard.cluster;

import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The objects beside another one.
 *
 * @param spared clients that are left out
 * @param remembered those of them that may have changed since; what they would deny is to be read anew first
 * @param gap why they may not be all, and so cannot deny anything
 * @param unchanged asks later, if need be the API server, whether they are still the same, and holds none of them; empty
 *     where nobody can say
 */
public record Surroundings(
        List<ReadObject> objects,
        Spared spared,
        Set<ObjectRef> remembered,
        Optional<String> gap,
        Optional<BooleanSupplier> unchanged) {

    public Surroundings {
        objects = List.copyOf(objects);
        Objects.requireNonNull(spared);
        remembered = Set.copyOf(remembered);
        Objects.requireNonNull(gap);
        Objects.requireNonNull(unchanged);
    }

    /** Makes surroundings of which nobody can say whether they stay the same. */
    public Surroundings(List<ReadObject> objects, Set<ObjectRef> remembered, Optional<String> gap) {
        this(objects, Spared.NONE, remembered, gap, Optional.empty());
    }

    /** {@return these and others} */
    Surroundings and(List<ReadObject> others) {
        return others.isEmpty()
                ? this
                : with(Stream.concat(objects.stream(), others.stream()).toList(), remembered);
    }

    /** {@return the same place with other objects, of which nobody can say whether they stay the same} */
    public Surroundings with(Collection<ReadObject> objects, Set<ObjectRef> remembered) {
        return new Surroundings(List.copyOf(objects), spared, remembered, gap, Optional.empty());
    }

    /** {@return the same where some objects have changed, and no longer stand for others} */
    Surroundings without(Set<ObjectRef> changed) {
        return changed.isEmpty()
                ? this
                : new Surroundings(objects, spared.without(changed::contains), remembered, gap, unchanged);
    }

    /** {@return what is found where an object stands among them} */
    public Inspection with(ReadObject object) {
        return with(object, AssumedVersions.IN_THE_FIELD);
    }

    /** {@return what is found where an object stands among them, if that is assumed of all} */
    public Inspection with(ReadObject object, AssumedVersions assumed) {
        return ReadObject.together(
                Stream.concat(objects.stream(), Stream.of(object)).toList(), assumed);
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

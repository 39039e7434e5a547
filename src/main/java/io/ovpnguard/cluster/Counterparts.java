package io.ovpnguard.cluster;

import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import java.util.Collection;
import java.util.Set;

/** Finds the objects that an object's configs may have to work with; no method throws for an unreachable cluster. */
@FunctionalInterface
public interface Counterparts {

    /** {@return what is beside {@code object}, without the object itself} */
    Surroundings of(ReadObject object);

    /**
     * {@return what is beside {@code object}, where others are about to stand there, too}
     *
     * @param planned what the caller puts beside it, or in the place of what is found there
     */
    default Surroundings of(ReadObject object, Collection<ReadObject> planned) {
        return of(object);
    }

    /** {@return the same, with some remembered objects read anew} */
    default Surroundings anew(Surroundings known, Set<ObjectRef> refs) {
        return known;
    }

    /** Notes that an object is about to be stored. */
    default void passed(ObjectRef ref, Holds holds) {}
}

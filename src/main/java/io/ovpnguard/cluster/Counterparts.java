package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Finds the objects that an object's configs may have to work with. */
@FunctionalInterface
public interface Counterparts {

    /** {@return what is beside {@code object}, without the object itself; never throws for an unreachable cluster} */
    Surroundings of(HasMetadata object);
}

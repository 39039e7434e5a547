package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.Optional;

/**
 * An object that is about to be stored.
 *
 * @param old what it replaces
 * @param dryRun whether it is only said to be about to
 */
record Change(HasMetadata object, Optional<HasMetadata> old, boolean dryRun) {

    Change {
        Objects.requireNonNull(object);
        Objects.requireNonNull(old);
    }

    /** {@return whether nothing has changed that a judgement looks at} */
    boolean isNothing() {
        return old.filter(replaced -> Scope.of(replaced).equals(Scope.of(object))
                        && Content.of(replaced).equals(Content.of(object)))
                .isPresent();
    }

    /** {@return what it replaces, if that was measured alike; its faults do not deny again} */
    Optional<HasMetadata> comparable() {
        return old.filter(replaced -> Scope.of(replaced).equals(Scope.of(object)));
    }
}

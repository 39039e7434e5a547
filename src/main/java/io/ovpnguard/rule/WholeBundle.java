package io.ovpnguard.rule;

import io.ovpnguard.bundle.Bundle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A bundle, looked at as a whole. What several rules ask of it is found once; it is for one thread at a time. */
public final class WholeBundle {

    private final Bundle bundle;
    private Optional<List<KeyPlace>> keys = Optional.empty();

    WholeBundle(Bundle bundle) {
        this.bundle = Objects.requireNonNull(bundle);
    }

    public Bundle bundle() {
        return bundle;
    }

    /** {@return its keys: within configs, in the files that they name, and beside these} */
    public List<KeyPlace> keys() {
        if (keys.isEmpty()) {
            keys = Optional.of(KeyPlace.of(bundle));
        }
        return keys.get();
    }
}

package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.manifest.ReducedObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An object in memory, and when it was last known to be what is stored. */
final class Known {

    private final ReducedObject reduced;
    private final ObjectRef ref;
    private volatile long confirmedAt;
    private volatile Optional<ReadObject> read = Optional.empty();
    private volatile Optional<ClientObject> client = Optional.empty();

    /**
     * @param confirmedAt in nanoseconds, of any clock
     */
    Known(ReducedObject reduced, long confirmedAt) {
        this.reduced = Objects.requireNonNull(reduced);
        this.ref = ObjectRef.of(reduced.object());
        this.confirmedAt = confirmedAt;
    }

    ObjectRef ref() {
        return ref;
    }

    HasMetadata object() {
        return reduced.object();
    }

    /** {@return it, read; what clients connect to is read once, as it is few and asked for by each of them} */
    ReadObject read() {
        if (holds() == Holds.CLIENT) {
            return ReadObject.of(object());
        }
        if (read.isEmpty()) {
            read = Optional.of(ReadObject.of(object()));
        }
        return read.get();
    }

    /** {@return what tells the clients that it holds from others; found once} */
    ClientObject client() {
        if (client.isEmpty()) {
            client = Optional.of(ClientObject.of(read()));
        }
        return client.get();
    }

    /** {@return its labels, all of them} */
    Map<String, String> labels() {
        return Objects.requireNonNullElse(object().getMetadata().getLabels(), Map.of());
    }

    boolean sufficient() {
        return reduced.sufficient();
    }

    /** {@return whether it also suffices to say what is wrong with it} */
    boolean verbatim() {
        return reduced.sufficient() && reduced.verbatim();
    }

    Optional<String> joins() {
        return reduced.joins();
    }

    Holds holds() {
        return reduced.holds();
    }

    long confirmedAt() {
        return confirmedAt;
    }

    /** Notes that at that time exactly this version was stored. */
    void confirm(HasMetadata stored, long at) {
        if (isVersionOf(stored)) {
            confirmedAt = at;
        }
    }

    boolean isVersionOf(HasMetadata stored) {
        return Objects.equals(
                stored.getMetadata().getResourceVersion(),
                object().getMetadata().getResourceVersion());
    }
}

package io.ovpnguard.cluster;

import io.ovpnguard.manifest.ObjectRef;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Clients that are left out where others, which are like them, stand for them.
 *
 * @param counts how many, by the object that stands for them
 */
public record Spared(Map<ObjectRef, Integer> counts) {

    /** Everybody is there. */
    public static final Spared NONE = new Spared(Map.of());

    public Spared {
        counts = Map.copyOf(counts);
    }

    /** {@return how many some objects stand for, each of them once, themselves not among them} */
    public int behind(Stream<ObjectRef> objects) {
        return objects.distinct()
                .mapToInt(object -> counts.getOrDefault(object, 0))
                .sum();
    }
}

package io.ovpnguard.cluster;

import io.ovpnguard.manifest.ObjectRef;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The objects that this replica has just let pass, and so are about to be stored as nobody has seen them yet. */
final class Recent {

    /** The API server gives a request that long ({@code --request-timeout} and its webhooks are far below it). */
    private static final long LONGEST_WRITE = Duration.ofSeconds(60).toNanos();

    private static final int MOST = 10_000;

    private final Map<ObjectRef, Long> passed = new ConcurrentHashMap<>();

    void add(ObjectRef ref, long now) {
        if (passed.size() >= MOST) {
            passed.values().removeIf(at -> now - at > LONGEST_WRITE);
        }
        passed.put(ref, now);
    }

    /** {@return whether what was confirmed may be what a change that passed has replaced since} */
    boolean mayHaveReplaced(ObjectRef ref, long confirmedAt, long margin) {
        var at = passed.get(ref);
        return at != null && confirmedAt - at < margin;
    }

    /** {@return what passed in a namespace no longer ago than that} */
    Set<ObjectRef> in(String namespace, long now, long age) {
        return passed.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace) && now - entry.getValue() <= age)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}

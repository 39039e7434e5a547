package io.ovpnguard.cluster;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * When memory of what clients work with has changed last, by namespace: to know later that it has not. And where anything has
 * changed, for whoever asks now and then.
 */
final class Changes {

    private final AtomicLong clock = new AtomicLong();
    private final Map<String, Long> last = new ConcurrentHashMap<>();

    private final Set<String> touched = ConcurrentHashMap.newKeySet();

    /** Notes a change that can be seen already. */
    void note(String namespace) {
        last.put(namespace, clock.incrementAndGet());
    }

    /** {@return a number that only a change of that namespace changes} */
    long last(String namespace) {
        return last.getOrDefault(namespace, 0L);
    }

    /** Notes any change that can be seen already: it counts where it is, and where it joins the bundle of another namespace. */
    void touch(Known known) {
        touched.add(known.ref().namespace());
        known.joins().ifPresent(touched::add);
    }

    /** {@return where anything has changed since this was last asked} */
    Set<String> touched() {
        // One by one, so that what is added meanwhile is told the next time.
        return Set.copyOf(touched).stream().filter(touched::remove).collect(Collectors.toSet());
    }
}

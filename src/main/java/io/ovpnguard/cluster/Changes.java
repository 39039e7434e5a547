package io.ovpnguard.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When memory of what clients work with has changed last, by namespace: to know later that it has not. */
final class Changes {

    private final AtomicLong clock = new AtomicLong();
    private final Map<String, Long> last = new ConcurrentHashMap<>();

    /** Notes a change that can be seen already. */
    void note(String namespace) {
        last.put(namespace, clock.incrementAndGet());
    }

    /** {@return a number that only a change of that namespace changes} */
    long last(String namespace) {
        return last.getOrDefault(namespace, 0L);
    }
}

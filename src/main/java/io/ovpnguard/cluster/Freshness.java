package io.ovpnguard.cluster;

import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Which of what memory holds can be relied on, and what has to be read anew. */
final class Freshness {

    /** A watch event comes within that time, or the watch is broken. */
    private static final long SEEN_WITHIN = Duration.ofSeconds(10).toNanos();

    private final Memory memory;
    private final FreshRead api;
    private final Recent recent = new Recent();

    /** What is being confirmed before it has to be. */
    private final Set<ObjectRef> ahead = ConcurrentHashMap.newKeySet();

    private final long freshness;
    private final LongSupplier clock;

    /**
     * @param freshness how long ago something may have been confirmed; zero for never
     * @param clock in nanoseconds
     */
    Freshness(Memory memory, FreshRead api, Duration freshness, LongSupplier clock) {
        this.memory = Objects.requireNonNull(memory);
        this.api = Objects.requireNonNull(api);
        this.freshness = freshness.toNanos();
        this.clock = Objects.requireNonNull(clock);
    }

    /** Notes that an object is about to be stored. */
    void passed(ObjectRef ref, Holds holds) {
        recent.add(ref, holds, clock.getAsLong());
    }

    /** {@return whether more has passed of late than could be noted} */
    boolean isOverrun() {
        return recent.hasForgotten(clock.getAsLong(), SEEN_WITHIN);
    }

    /**
     * {@return whether something that clients work with may be stored that memory has not seen}
     *
     * @param time how long ago something may have been confirmed, where that is not as usual
     */
    boolean mayHaveCome(String namespace, Optional<Duration> time) {
        return nanos(time) == 0
                || isOverrun()
                || recent.workedWithIn(namespace, clock.getAsLong(), SEEN_WITHIN).stream()
                        .anyMatch(this::isUnseen);
    }

    /**
     * {@return whether memory is known to hold what is stored, without a read}
     *
     * @param time how long ago something may have been confirmed, where that is not as usual
     */
    boolean isConfirmed(ObjectRef ref, Optional<Duration> time) {
        var nanos = nanos(time);
        var known = memory.find(ref).filter(Known::sufficient);
        if (known.isEmpty() || nanos == 0) {
            return false;
        }
        var at = known.get().confirmedAt();
        var age = clock.getAsLong() - at;
        if (age > nanos || recent.mayHaveReplaced(ref, at, nanos)) {
            return false;
        }
        if (age > nanos / 2) {
            confirmAhead(ref);
        }
        return true;
    }

    /** A server that is asked for all the time is never too old then, and none of its clients waits for a read. */
    private void confirmAhead(ObjectRef ref) {
        if (ahead.add(ref)) {
            Thread.ofVirtual().name("confirm").start(() -> {
                try {
                    isConfirmedAnew(ref);
                } finally {
                    ahead.remove(ref);
                }
            });
        }
    }

    private long nanos(Optional<Duration> time) {
        return time.map(Duration::toNanos).orElse(freshness);
    }

    /** {@return whether a read confirms what memory holds} */
    boolean isConfirmedAnew(ObjectRef ref) {
        var known = memory.find(ref).filter(Known::sufficient);
        if (known.isEmpty() || Patience.isOver()) {
            return false;
        }
        var before = clock.getAsLong();
        try {
            var stored = api.get(ref).filter(known.get()::isVersionOf);
            stored.ifPresent(same -> known.get().confirm(same, before));
            return stored.isPresent();
        } catch (ReadFailure failed) {
            return false;
        }
    }

    /** Puts what is stored now in the place of what was known, or takes it out. */
    void readAnew(ObjectRef ref, Map<ObjectRef, ReadObject> objects) throws ReadFailure {
        var before = clock.getAsLong();
        var stored = api.get(ref);
        if (stored.isPresent()) {
            var known = memory.find(ref).filter(remembered -> remembered.isVersionOf(stored.get()));
            known.ifPresent(remembered -> remembered.confirm(stored.get(), before));
            objects.put(
                    ref, known.filter(Known::sufficient).map(Known::read).orElseGet(() -> ReadObject.of(stored.get())));
        } else {
            objects.remove(ref);
        }
    }

    /** {@return what has passed here and memory has not seen since} */
    Set<ObjectRef> unseen(String namespace) {
        return recent.in(namespace, clock.getAsLong(), SEEN_WITHIN).stream()
                .filter(this::isUnseen)
                .collect(Collectors.toSet());
    }

    private boolean isUnseen(ObjectRef passed) {
        return memory.find(passed)
                .map(known -> recent.mayHaveReplaced(passed, known.confirmedAt(), 0))
                .orElse(true);
    }
}

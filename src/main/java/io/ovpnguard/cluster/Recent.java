package io.ovpnguard.cluster;

import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The objects that this replica has just let pass, and so are about to be stored as nobody has seen them yet. */
final class Recent {

    /** The API server gives a request that long ({@code --request-timeout} and its webhooks are far below it). */
    private static final long LONGEST_WRITE = Duration.ofSeconds(60).toNanos();

    /** Of each sort: some 20 MB. Whoever is judged when more have passed is told so, and nothing is taken for sure. */
    static final int MOST = 100_000;

    private final Passed clients = new Passed();
    private final Passed workedWith = new Passed();

    void add(ObjectRef ref, Holds holds, long now) {
        (holds == Holds.CLIENT ? clients : workedWith).add(ref, now);
    }

    /** {@return whether what was confirmed may be what a change that passed has replaced since} */
    boolean mayHaveReplaced(ObjectRef ref, long confirmedAt, long margin) {
        return Stream.of(clients, workedWith)
                .flatMap(passed -> passed.latest(ref).stream())
                .anyMatch(at -> confirmedAt - at < margin);
    }

    /** {@return whether something that passed no longer ago than that could not be kept} */
    boolean hasForgotten(long now, long age) {
        return clients.hasForgotten(now, age) || workedWith.hasForgotten(now, age);
    }

    /** {@return what passed in a namespace no longer ago than that} */
    Set<ObjectRef> in(String namespace, long now, long age) {
        return Stream.concat(clients.in(namespace, now, age).stream(), workedWith.in(namespace, now, age).stream())
                .collect(Collectors.toSet());
    }

    /** {@return those of them that hold servers, or keys for others} */
    Set<ObjectRef> workedWithIn(String namespace, long now, long age) {
        return workedWith.in(namespace, now, age);
    }

    /** Each object once, and when it passed last; the oldest are forgotten first. */
    private static final class Passed {

        private final LinkedHashMap<ObjectRef, Long> times = new LinkedHashMap<>();
        private Optional<Long> forgotten = Optional.empty();

        private synchronized void add(ObjectRef ref, long now) {
            times.remove(ref);
            times.put(ref, now);
            while (now - times.firstEntry().getValue() > LONGEST_WRITE) {
                times.pollFirstEntry();
            }
            if (times.size() > MOST) {
                forgotten = Optional.of(times.pollFirstEntry().getValue());
            }
        }

        /** {@return when an object may have passed last} */
        private synchronized Optional<Long> latest(ObjectRef ref) {
            return Optional.ofNullable(times.get(ref)).or(() -> forgotten);
        }

        private synchronized boolean hasForgotten(long now, long age) {
            return forgotten.filter(at -> now - at <= age).isPresent();
        }

        private synchronized Set<ObjectRef> in(String namespace, long now, long age) {
            return times.entrySet().stream()
                    .filter(entry -> entry.getKey().namespace().equals(namespace) && now - entry.getValue() <= age)
                    .map(entry -> entry.getKey())
                    .collect(Collectors.toSet());
        }
    }
}

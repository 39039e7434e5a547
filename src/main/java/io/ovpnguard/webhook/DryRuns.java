package io.ovpnguard.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.manifest.ReducedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Objects of server-side dry runs. None of them is stored, so the objects of one {@code kubectl apply --dry-run=server -f
 * dir/} can meet only here: those that a user has sent within half a minute, denied ones too, the latest of each name. They
 * are kept reduced, and only dry runs of the same user and namespace are judged beside them.
 */
final class DryRuns {

    private static final Duration LIFETIME = Duration.ofSeconds(30);

    /** Of one user in one namespace. */
    private static final int MOST_OBJECTS = 200;

    private static final int MOST_CHARACTERS = 2 << 20;

    /** Of all users. */
    private static final long ALL_CHARACTERS = 16L << 20;

    private record Owner(User user, String namespace) {}

    /** An object, and when it was sent, in nanoseconds of the clock. */
    private record Sent(ReducedObject object, long at) {}

    private final LongSupplier clock;
    private final Cache<Owner, List<Sent>> sets = Caffeine.newBuilder()
            .expireAfterWrite(LIFETIME)
            .scheduler(Scheduler.systemScheduler())
            .maximumWeight(ALL_CHARACTERS)
            .<Owner, List<Sent>>weigher((_, sent) -> characters(sent))
            .build();

    /**
     * Remembers nothing yet.
     *
     * @param clock in nanoseconds
     */
    DryRuns(LongSupplier clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    /** Remembers an object, unless what may be kept of it does not suffice to judge it. */
    void add(User user, HasMetadata object) {
        ReducedObject.of(object).filter(ReducedObject::sufficient).ifPresent(reduced -> {
            var ref = ObjectRef.of(object);
            var sent = new Sent(reduced, clock.getAsLong());
            sets.asMap().compute(new Owner(user, ref.namespace()), (_, before) -> {
                var all = new ArrayList<>(before == null ? List.<Sent>of() : young(before));
                all.removeIf(earlier -> ref(earlier).equals(ref));
                all.add(sent);
                while (all.size() > MOST_OBJECTS || characters(all) > MOST_CHARACTERS) {
                    all.removeFirst();
                }
                return List.copyOf(all);
            });
        });
    }

    /** Forgets an object that its user has sent once more, to be stored: from now on that counts. */
    void retire(User user, ObjectRef object) {
        sets.asMap().computeIfPresent(new Owner(user, object.namespace()), (_, before) -> {
            var left = before.stream().filter(sent -> !ref(sent).equals(object)).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** {@return whether a user has sent others that a dry run is judged beside} */
    boolean has(User user, ObjectRef object) {
        return !beside(user, object).isEmpty();
    }

    /** {@return a user's other dry runs, to be laid over what is stored beside an object} */
    Planned planned(User user, ObjectRef object) {
        var now = clock.getAsLong();
        var objects = new ArrayList<ReadObject>();
        var remarks = new LinkedHashMap<ObjectRef, String>();
        for (var sent : beside(user, object)) {
            objects.add(ReadObject.of(sent.object().object()));
            remarks.put(
                    ref(sent),
                    "of your dry run " + Duration.ofNanos(now - sent.at()).toSeconds() + " s ago");
        }
        return new Planned(objects, remarks);
    }

    /**
     * Objects of dry runs.
     *
     * @param remarks what is to be said of each of them
     */
    record Planned(List<ReadObject> objects, Map<ObjectRef, String> remarks) {

        static final Planned NOTHING = new Planned(List.of(), Map.of());

        Planned {
            objects = List.copyOf(objects);
            remarks = Map.copyOf(remarks);
        }

        /** {@return what is stored, as it would be after them} */
        Overlaid over(Surroundings stored) {
            if (objects.isEmpty()) {
                return new Overlaid(stored, Map.of());
            }
            var all = new LinkedHashMap<ObjectRef, ReadObject>();
            Stream.concat(stored.objects().stream(), objects.stream()).forEach(object -> all.put(object.ref(), object));
            var remembered = new HashSet<>(stored.remembered());
            remembered.removeAll(remarks.keySet());
            return new Overlaid(stored.with(all.values(), remembered), remarks);
        }
    }

    /**
     * Surroundings with dry runs laid over them.
     *
     * @param remarks what is to be said of each object that is not stored
     */
    record Overlaid(Surroundings surroundings, Map<ObjectRef, String> remarks) {

        Overlaid {
            Objects.requireNonNull(surroundings);
            remarks = Map.copyOf(remarks);
        }
    }

    private List<Sent> beside(User user, ObjectRef object) {
        var sent = sets.getIfPresent(new Owner(user, object.namespace()));
        return sent == null
                ? List.of()
                : young(sent).stream()
                        .filter(other -> !ref(other).equals(object))
                        .toList();
    }

    private List<Sent> young(List<Sent> sent) {
        var now = clock.getAsLong();
        return sent.stream()
                .filter(each -> now - each.at() <= LIFETIME.toNanos())
                .toList();
    }

    private static ObjectRef ref(Sent sent) {
        return ObjectRef.of(sent.object().object());
    }

    private static int characters(List<Sent> sent) {
        return sent.stream().mapToInt(each -> each.object().characters()).sum();
    }
}

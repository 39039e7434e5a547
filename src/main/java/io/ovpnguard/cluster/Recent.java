package io.ovpnguard.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The objects that this replica has just let pass, and so are about to be stored as nobody has seen them yet. */
final class Recent {

    /** The API server gives a request that long ({@code --request-timeout} and its webhooks are far below it). */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

    private final Cache<ObjectRef, Long> clients = passed();
    private final Cache<ObjectRef, Long> workedWith = passed();

    private static Cache<ObjectRef, Long> passed() {
        return Caffeine.newBuilder().expireAfterWrite(LONGEST_WRITE).build();
    }

    void add(ObjectRef ref, Holds holds, long now) {
        (holds == Holds.CLIENT ? clients : workedWith).put(ref, now);
    }

    /** {@return whether what was confirmed may be what a change that passed has replaced since} */
    boolean mayHaveReplaced(ObjectRef ref, long confirmedAt, long margin) {
        return Stream.of(clients, workedWith)
                .map(passed -> passed.getIfPresent(ref))
                .anyMatch(at -> at != null && confirmedAt - at < margin);
    }

    /** {@return what passed in a namespace no longer ago than that} */
    Set<ObjectRef> in(String namespace, long now, long age) {
        return Stream.of(clients, workedWith)
                .flatMap(passed -> in(passed, namespace, now, age))
                .collect(Collectors.toSet());
    }

    /** {@return those of them that hold servers, or keys for others} */
    Set<ObjectRef> workedWithIn(String namespace, long now, long age) {
        return in(workedWith, namespace, now, age).collect(Collectors.toSet());
    }

    private static Stream<ObjectRef> in(Cache<ObjectRef, Long> passed, String namespace, long now, long age) {
        return passed.asMap().entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace) && now - entry.getValue() <= age)
                .map(entry -> entry.getKey());
    }
}

package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.ovpnguard.manifest.ObjectRef;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The ConfigMaps and Secrets of one selection, watched, with what is kept of them. */
final class Watched implements AutoCloseable {

    /** Objects in one page of the first list: no more raw ones are in memory at once. */
    private static final long PAGE = 100;

    /**
     * The API server ends each watch after some minutes, and until all is listed anew changes do not arrive: of ten thousand
     * objects that takes seconds.
     */
    private static final long LISTED_ANEW = Duration.ofSeconds(30).toNanos();

    private final ReducedItems<ConfigMap> mapItems;
    private final ReducedItems<Secret> secretItems;
    private final LongSupplier clock;
    private volatile Optional<Long> lastLive = Optional.empty();
    private final SharedIndexInformer<ConfigMap> maps;
    private final SharedIndexInformer<Secret> secrets;

    private Watched(Informable<ConfigMap> maps, Informable<Secret> secrets, LongSupplier clock, Changes changes) {
        this.clock = clock;
        this.mapItems = new ReducedItems<>(ConfigMap.class, clock, changes);
        this.secretItems = new ReducedItems<>(Secret.class, clock, changes);
        this.maps = informer(maps, mapItems);
        this.secrets = informer(secrets, secretItems);
    }

    /** Begins to watch, and does not give up: without the API server nothing is known, but it comes back. */
    static Watched start(Informable<ConfigMap> maps, Informable<Secret> secrets, LongSupplier clock, Changes changes) {
        var watched = new Watched(maps, secrets, clock, changes);
        watched.maps.start();
        watched.secrets.start();
        return watched;
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> informer(
            Informable<T> selection, ReducedItems<T> items) {
        return selection
                .withLimit(PAGE)
                .runnableInformer(0)
                .removeNamespaceIndex()
                .itemStore(items)
                .exceptionHandler((_, _) -> true);
    }

    Stream<Known> in(String namespace) {
        return Stream.concat(mapItems.in(namespace), secretItems.in(namespace));
    }

    /** {@return of these, what holds servers, or keys for others} */
    Stream<Known> workedWithIn(String namespace) {
        return Stream.concat(mapItems.workedWithIn(namespace), secretItems.workedWithIn(namespace));
    }

    Optional<Known> find(ObjectRef ref) {
        return mapItems.find(ref).or(() -> secretItems.find(ref));
    }

    int size() {
        return mapItems.size() + secretItems.size();
    }

    Stream<Known> all() {
        return Stream.concat(mapItems.all(), secretItems.all());
    }

    /** {@return whether everything has been listed at least once} */
    boolean isSynced() {
        return maps.hasSynced() && secrets.hasSynced();
    }

    /** {@return whether changes arrive} */
    boolean isLive() {
        var live = isSynced() && maps.isWatching() && secrets.isWatching();
        if (live) {
            lastLive = Optional.of(clock.getAsLong());
        }
        return live;
    }

    /** {@return whether changes arrive, or have arrived so lately that they may do so again in a moment} */
    boolean isOrWasLive() {
        return isLive()
                || isSynced()
                        && lastLive.filter(at -> clock.getAsLong() - at <= LISTED_ANEW)
                                .isPresent();
    }

    @Override
    public void close() {
        maps.stop();
        secrets.stop();
    }
}

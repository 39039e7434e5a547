package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReducedObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What one informer keeps: reduced objects. An object that holds no config is not kept at all, so that the informer tells
 * of it as of a new one each time, to nobody.
 */
final class ReducedItems<T extends HasMetadata> implements ItemStore<T> {

    private final Class<T> kind;
    private final LongSupplier clock;
    private final Changes changes;
    private final Map<String, Map<String, Known>> byNamespace = new ConcurrentHashMap<>();

    /** Those that hold more than clients: of ten thousand objects, a few are asked for by each of the others. */
    private final Map<String, Map<String, Known>> workedWith = new ConcurrentHashMap<>();

    ReducedItems(Class<T> kind, LongSupplier clock, Changes changes) {
        this.kind = kind;
        this.clock = clock;
        this.changes = changes;
    }

    /** {@return what is kept of a namespace} */
    Stream<Known> in(String namespace) {
        return byNamespace.getOrDefault(namespace, Map.of()).values().stream();
    }

    /** {@return what is kept of a namespace and holds servers, or keys for others} */
    Stream<Known> workedWithIn(String namespace) {
        return workedWith.getOrDefault(namespace, Map.of()).values().stream();
    }

    Optional<Known> find(ObjectRef ref) {
        return ref.kind().equals(kind.getSimpleName())
                ? Optional.ofNullable(
                        byNamespace.getOrDefault(ref.namespace(), Map.of()).get(key(ref.namespace(), ref.name())))
                : Optional.empty();
    }

    Stream<Known> all() {
        return byNamespace.values().stream().flatMap(known -> known.values().stream());
    }

    @Override
    public String getKey(T object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public T put(String key, T stored) {
        var at = clock.getAsLong();
        var before = known(key);
        if (before.filter(known -> known.isVersionOf(stored)).isPresent()) {
            before.get().confirm(stored, at);
            return object(before.get());
        }
        var reduced = ReducedObject.of(stored);
        if (reduced.isEmpty()) {
            return remove(key);
        }
        var known = new Known(reduced.get(), at);
        // Whoever finds it confirmed must find it among these, and the change noted, too.
        if (known.holds() != Holds.CLIENT) {
            put(workedWith, key, known);
            changes.note(namespace(key));
        } else {
            // So that a change of a server need not wait until all its clients are read.
            known.client();
            if (remove(workedWith, key)) {
                changes.note(namespace(key));
            }
        }
        put(byNamespace, key, known);
        before.ifPresent(changes::touch);
        changes.touch(known);
        return before.map(this::object).orElse(null);
    }

    @Override
    public T remove(String key) {
        var removed = known(key);
        remove(byNamespace, key);
        if (remove(workedWith, key)) {
            changes.note(namespace(key));
        }
        removed.ifPresent(changes::touch);
        return removed.map(this::object).orElse(null);
    }

    private static void put(Map<String, Map<String, Known>> items, String key, Known known) {
        items.computeIfAbsent(namespace(key), _ -> new ConcurrentHashMap<>()).put(key, known);
    }

    /** {@return whether it was there} */
    private static boolean remove(Map<String, Map<String, Known>> items, String key) {
        var was = items.getOrDefault(namespace(key), Map.of()).containsKey(key);
        items.computeIfPresent(namespace(key), (_, known) -> {
            known.remove(key);
            return known.isEmpty() ? null : known;
        });
        return was;
    }

    @Override
    public Stream<String> keySet() {
        return byNamespace.values().stream().flatMap(known -> known.keySet().stream());
    }

    @Override
    public Stream<T> values() {
        return all().map(this::object);
    }

    @Override
    public int size() {
        return byNamespace.values().stream().mapToInt(Map::size).sum();
    }

    @Override
    public T get(String key) {
        return known(key).map(this::object).orElse(null);
    }

    /** Nobody listens to events, so there is no need to hold them back until the first list is done. */
    @Override
    public boolean isFullState() {
        return false;
    }

    private Optional<Known> known(String key) {
        return Optional.ofNullable(
                byNamespace.getOrDefault(namespace(key), Map.of()).get(key));
    }

    private T object(Known known) {
        return kind.cast(known.object());
    }

    private static String namespace(String key) {
        return key.substring(0, Math.max(key.indexOf('/'), 0));
    }

    private static String key(String namespace, String name) {
        return Cache.namespaceKeyFunc(namespace, name);
    }
}

package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.policy.Join;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The objects that ask to be judged, reduced, and kept up to date by informers: those with the label in all namespaces,
 * and those without it in the namespaces that have it. Where namespaces are listed, they are watched one by one for as
 * long as they are there: the rights in a namespace go with it, and one that is gone is no reason to be blind in others.
 */
final class Memory implements AutoCloseable {

    private final KubernetesClient client;
    private final LongSupplier clock;
    private final Reach reach;
    private final Changes changes = new Changes();
    private final Map<String, Watched> ofNamespaces = new ConcurrentHashMap<>();
    private final Map<String, Watched> labelledOfListed = new ConcurrentHashMap<>();
    /** Namespaces of which it was decided what to watch. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private volatile Optional<Watched> labelledOfAll = Optional.empty();
    private volatile SharedIndexInformer<Namespace> namespaces;
    private volatile long lastLive;

    Memory(KubernetesClient client, Reach reach, LongSupplier clock) {
        this.client = Objects.requireNonNull(client);
        this.reach = Objects.requireNonNull(reach);
        this.clock = Objects.requireNonNull(clock);
    }

    synchronized void start() {
        lastLive = clock.getAsLong();
        if (!reach.isListed()) {
            labelledOfAll = Optional.of(labelled(
                    client.configMaps().inAnyNamespace(), client.secrets().inAnyNamespace()));
        }
        namespaces = (reach.isListed()
                        ? client.namespaces()
                        : client.namespaces().withLabel(OptIn.LABEL, OptIn.YES))
                .runnableInformer(0)
                .itemStore(new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE, Namespace.class, client.getKubernetesSerialization()))
                .exceptionHandler((_, _) -> true);
        namespaces.addEventHandler(new NamespaceEvents());
        namespaces.start();
    }

    private Watched labelledIn(String namespace) {
        return labelled(
                client.configMaps().inNamespace(namespace), client.secrets().inNamespace(namespace));
    }

    private Watched labelled(
            FilterWatchListDeletable<ConfigMap, ConfigMapList, Resource<ConfigMap>> maps,
            FilterWatchListDeletable<Secret, SecretList, Resource<Secret>> secrets) {
        return Watched.start(
                maps.withLabel(OptIn.LABEL, OptIn.YES),
                secrets.withLabel(OptIn.LABEL, OptIn.YES).withoutField("type", FreshRead.HELM_RELEASE),
                clock,
                changes);
    }

    /** {@return of the listed namespaces, those that are there, and not on their way out} */
    Set<String> listed() {
        return Set.copyOf(labelledOfListed.keySet());
    }

    /** {@return whether a namespace is known to ask for its objects to be judged} */
    boolean isOptedIn(String namespace) {
        return ofNamespaces.containsKey(namespace);
    }

    /** {@return whether everything of a namespace that asks to be judged is here, and changes arrive} */
    boolean covers(String namespace, boolean optedIn) {
        return isWatched(namespace, optedIn, Watched::isLive);
    }

    /**
     * {@return whether what a namespace had a moment ago is here: enough to find by name what is to be read anew, as long as a
     * watch begins anew}
     */
    boolean knew(String namespace, boolean optedIn) {
        return isWatched(namespace, optedIn, Watched::isOrWasLive);
    }

    private boolean isWatched(String namespace, boolean optedIn, Predicate<Watched> as) {
        var unlabelled = ofNamespaces.get(namespace);
        return labelledOf(namespace).filter(as).isPresent() && (unlabelled == null ? !optedIn : as.test(unlabelled));
    }

    Stream<Known> in(String namespace) {
        return watched().flatMap(watched -> watched.in(namespace));
    }

    /** {@return what is known of a namespace and holds servers, or keys for others} */
    Stream<Known> workedWithIn(String namespace) {
        return watched().flatMap(watched -> watched.workedWithIn(namespace));
    }

    /** {@return a number that changes whenever that does} */
    long lastChange(String namespace) {
        return changes.last(namespace);
    }

    /** {@return the namespaces in which anything has changed since this was last asked} */
    Set<String> touched() {
        return changes.touched();
    }

    /** {@return all that is known} */
    Stream<Known> all() {
        return watched().flatMap(Watched::all);
    }

    /** {@return clients that have joined the bundles of a namespace from others, where they may} */
    Stream<Known> joining(String namespace) {
        return all().filter(known -> known.joins().equals(Optional.of(namespace)))
                .filter(known -> reach.against(new Join(known.ref().namespace(), namespace), known.labels())
                        .isEmpty());
    }

    Optional<Known> find(ObjectRef ref) {
        return watched().flatMap(watched -> watched.find(ref).stream()).findFirst();
    }

    /** {@return whether everything has been listed at least once} */
    boolean isSynced() {
        return namespaces != null
                && namespaces.hasSynced()
                && namespaces.getStore().listKeys().stream()
                        .filter(reach::includes)
                        .allMatch(seen::contains)
                && watched().allMatch(Watched::isSynced);
    }

    /** {@return whether changes arrive} */
    boolean isLive() {
        var live = isSynced() && namespaces.isWatching() && watched().allMatch(Watched::isLive);
        if (live) {
            lastLive = clock.getAsLong();
        }
        return live;
    }

    /** {@return for how long changes may have been missed: since when memory was last seen live} */
    Duration age() {
        return isLive() ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - lastLive);
    }

    int size() {
        return watched().mapToInt(Watched::size).sum();
    }

    private Stream<Watched> watched() {
        return Stream.of(labelledOfAll.stream(), labelledOfListed.values().stream(), ofNamespaces.values().stream())
                .flatMap(Function.identity());
    }

    private Optional<Watched> labelledOf(String namespace) {
        return reach.isListed() ? Optional.ofNullable(labelledOfListed.get(namespace)) : labelledOfAll;
    }

    @Override
    public synchronized void close() {
        if (namespaces != null) {
            namespaces.stop();
        }
        watched().forEach(Watched::close);
        ofNamespaces.clear();
        labelledOfListed.clear();
    }

    private Watched watch(String namespace) {
        return Watched.start(
                client.configMaps().inNamespace(namespace).withLabelNotIn(OptIn.LABEL, OptIn.YES, OptIn.NO),
                client.secrets()
                        .inNamespace(namespace)
                        .withLabelNotIn(OptIn.LABEL, OptIn.YES, OptIn.NO)
                        .withoutField("type", FreshRead.HELM_RELEASE),
                clock,
                changes);
    }

    /** Namespaces come and go. */
    private final class NamespaceEvents implements ResourceEventHandler<Namespace> {

        @Override
        public void onAdd(Namespace namespace) {
            var metadata = namespace.getMetadata();
            var name = metadata.getName();
            if (!reach.includes(name)) {
                return;
            }
            if (reach.isListed() && metadata.getDeletionTimestamp() != null) {
                forget(name);
            } else {
                if (reach.isListed()) {
                    labelledOfListed.computeIfAbsent(name, Memory.this::labelledIn);
                }
                if (OptIn.YES.equals(metadata.getLabels().get(OptIn.LABEL))) {
                    ofNamespaces.computeIfAbsent(name, Memory.this::watch);
                } else {
                    drop(ofNamespaces, name);
                }
            }
            seen.add(name);
        }

        @Override
        public void onUpdate(Namespace before, Namespace namespace) {
            onAdd(namespace);
        }

        @Override
        public void onDelete(Namespace namespace, boolean unknownFinalState) {
            var name = namespace.getMetadata().getName();
            forget(name);
            seen.remove(name);
        }

        private void forget(String name) {
            drop(ofNamespaces, name);
            drop(labelledOfListed, name);
        }

        private void drop(Map<String, Watched> from, String name) {
            var watched = from.remove(name);
            if (watched != null) {
                watched.all().forEach(changes::touch);
                watched.close();
            }
        }
    }
}

package io.ovpnguard.cluster.policies;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The labels of all namespaces, watched. */
final class Namespaces implements ResourceEventHandler<Namespace>, AutoCloseable {

    private final Map<String, Map<String, String>> labels = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Namespace> informer;

    Namespaces(KubernetesClient client) {
        this.informer = client.namespaces()
                .runnableInformer(0)
                .itemStore(new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE, Namespace.class, client.getKubernetesSerialization()))
                .exceptionHandler((_, _) -> true);
        informer.addEventHandler(this);
    }

    void start() {
        informer.start();
    }

    boolean isSynced() {
        return informer.hasSynced();
    }

    /** {@return the labels of a namespace, as far as it is known} */
    Map<String, String> labels(String namespace) {
        return labels.getOrDefault(namespace, Map.of());
    }

    @Override
    public void onAdd(Namespace namespace) {
        var metadata = namespace.getMetadata();
        labels.put(metadata.getName(), Map.copyOf(Objects.requireNonNullElse(metadata.getLabels(), Map.of())));
    }

    @Override
    public void onUpdate(Namespace before, Namespace namespace) {
        onAdd(namespace);
    }

    @Override
    public void onDelete(Namespace namespace, boolean unknownFinalState) {
        labels.remove(namespace.getMetadata().getName());
    }

    @Override
    public void close() {
        informer.stop();
    }
}

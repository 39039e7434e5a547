package io.ovpnguard.cluster.certificates;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.Optional;
import java.util.function.Consumer;

/** One object, watched by its name; of what it holds, nothing is kept. */
final class NamedWatch implements AutoCloseable {

    private final SharedIndexInformer<?> informer;

    private NamedWatch(SharedIndexInformer<?> informer) {
        this.informer = informer;
    }

    /**
     * Begins to watch, and does not give up.
     *
     * @param see is told of each version, and by an empty one that there is none any more
     */
    static <T extends HasMetadata> NamedWatch start(
            KubernetesClient client, Resource<T> resource, Class<T> kind, Consumer<Optional<T>> see) {
        var informer = resource.runnableInformer(0)
                .itemStore(new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE, kind, client.getKubernetesSerialization()))
                .exceptionHandler((_, _) -> true);
        informer.addEventHandler(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T object) {
                see.accept(Optional.of(object));
            }

            @Override
            public void onUpdate(T before, T object) {
                see.accept(Optional.of(object));
            }

            @Override
            public void onDelete(T object, boolean unknownFinalState) {
                see.accept(Optional.empty());
            }
        });
        informer.start();
        return new NamedWatch(informer);
    }

    @Override
    public void close() {
        informer.stop();
    }
}

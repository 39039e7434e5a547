package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.ovpnguard.manifest.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads that are as new as the last write: {@code kubectl apply -f} sends siblings milliseconds apart. */
final class FreshRead {

    /** Of each kind in one list. */
    static final int MOST = 1000;

    /** Helm's releases are large, many, and never a config. */
    static final String HELM_RELEASE = "helm.sh/release.v1";

    /** At once: all objects of a list are in memory until they are judged. */
    private static final int MOST_LISTS = 4;

    private static final int NOT_FOUND = 404;

    private static final String TRACER = "ovpnguard";

    /** A list of one namespace; not whole when there are more than the most. */
    record Listing(List<HasMetadata> objects, boolean whole) {}

    private final KubernetesClient client;
    private final MeterRegistry metrics;
    private final Semaphore lists = new Semaphore(MOST_LISTS);

    FreshRead(KubernetesClient client, MeterRegistry metrics) {
        this.client = Objects.requireNonNull(client);
        this.metrics = Objects.requireNonNull(metrics);
    }

    /**
     * {@return the ConfigMaps and Secrets of a namespace, by one consistent list of each kind}
     *
     * @param selector which of them
     */
    Listing list(String namespace, String selector) throws ReadFailure {
        // Without a resource version, a list is as new as the last write.
        var options = new ListOptionsBuilder().withLimit((long) MOST).withLabelSelector(selector);
        awaitTurn();
        try {
            return list(namespace, options);
        } finally {
            lists.release();
        }
    }

    private void awaitTurn() throws ReadFailure {
        try {
            if (!lists.tryAcquire(Patience.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ReadFailure("no time was left for a list: too many are asked for at once");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new ReadFailure("ovpnguard ends");
        }
    }

    private Listing list(String namespace, ListOptionsBuilder options) throws ReadFailure {
        var maps = read("list", () -> client.configMaps().inNamespace(namespace).list(options.build()));
        var secrets = read(
                "list",
                () -> client.secrets()
                        .inNamespace(namespace)
                        .list(options.withFieldSelector("type!=" + HELM_RELEASE).build()));
        var objects = new ArrayList<HasMetadata>(maps.getItems());
        objects.addAll(secrets.getItems());
        return new Listing(List.copyOf(objects), isWhole(maps) && isWhole(secrets));
    }

    /** {@return the object as it is now, or empty when it is gone} */
    Optional<HasMetadata> get(ObjectRef ref) throws ReadFailure {
        return Optional.ofNullable(read("get", () -> switch (ref.kind()) {
            case "ConfigMap" ->
                client.configMaps()
                        .inNamespace(ref.namespace())
                        .withName(ref.name())
                        .get();
            case "Secret" ->
                client.secrets()
                        .inNamespace(ref.namespace())
                        .withName(ref.name())
                        .get();
            default -> null;
        }));
    }

    /** {@return whether a namespace asks for its objects to be judged} */
    boolean isOptedIn(String namespace) throws ReadFailure {
        var found = read("get", () -> client.namespaces().withName(namespace).get());
        return found != null
                && OptIn.YES.equals(
                        Objects.requireNonNullElse(found.getMetadata().getLabels(), Map.<String, String>of())
                                .get(OptIn.LABEL));
    }

    private <T> T read(String kind, Supplier<T> call) throws ReadFailure {
        var sample = Timer.start(metrics);
        // Requests are made on other threads, where nobody knows of which review they are.
        var span = GlobalOpenTelemetry.getTracer(TRACER)
                .spanBuilder("read " + kind)
                .startSpan();
        var result = "failed";
        try {
            if (Patience.isOver()) {
                throw new ReadFailure(
                        "no time was left for a " + kind + ": the API server is slow, or ovpnguard has too much to do");
            }
            var read = call.get();
            result = "ok";
            return read;
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == NOT_FOUND) {
                result = "ok";
                return null;
            }
            throw new ReadFailure("the API server did not answer a " + kind
                    + (failed.getCode() > 0 ? " (HTTP " + failed.getCode() + ")" : ""));
        } finally {
            span.setAttribute("result", result).end();
            sample.stop(Timer.builder("ovpnguard.fresh.read.duration")
                    .description("Reads of counterparts from the API server, as new as the last write")
                    .tag("verb", kind)
                    .tag("result", result)
                    .register(metrics));
        }
    }

    private static boolean isWhole(KubernetesResourceList<?> list) {
        return list.getMetadata() == null
                || list.getMetadata().getContinue() == null
                || list.getMetadata().getContinue().isEmpty();
    }
}

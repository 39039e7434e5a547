package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.ovpnguard.manifest.ReadObject;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import javax.net.ssl.SSLException;

/** The cluster that a kubeconfig leads to, read once and with the rights of its user: for a command, not for a server. */
public final class LiveCluster implements AutoCloseable {

    private static final long PAGE = 500;

    private static final int MOST_ATTEMPTS = 3;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final KubernetesClient client;
    private final String namespace;

    private LiveCluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = Objects.requireNonNull(namespace);
    }

    /**
     * {@return the cluster that was chosen; nothing is asked of it yet}
     *
     * @throws ReadFailure when the choice leads to no cluster
     */
    public static LiveCluster open(Kubeconfig kubeconfig) throws ReadFailure {
        var config = kubeconfig.read();
        // Of what Netty else does for speed, the JVM complains on standard error.
        System.setProperty("io.netty.noUnsafe", "true");
        var namespace = Objects.requireNonNullElse(config.getNamespace(), "default");
        return new LiveCluster(new KubernetesClientBuilder().withConfig(config).build(), namespace);
    }

    /** {@return the namespace of what names none} */
    public String namespace() {
        return namespace;
    }

    /**
     * {@return the ConfigMaps, Secrets and workloads of namespaces}
     *
     * @param withLabels whether to ask for the namespaces' labels, too
     * @throws ReadFailure when nothing can be read at all
     */
    public LiveObjects read(SortedSet<String> namespaces, boolean withLabels) throws ReadFailure {
        var reading = new Reading();
        for (var each : namespaces) {
            reading.read(Optional.of(each));
            if (withLabels) {
                reading.labels(Optional.of(each));
            }
        }
        return reading.live();
    }

    /** {@return those of all namespaces} */
    public LiveObjects readAll(boolean withLabels) throws ReadFailure {
        var reading = new Reading();
        reading.read(Optional.empty());
        if (withLabels) {
            reading.labels(Optional.empty());
        }
        return reading.live();
    }

    /** What was read so far. */
    private final class Reading {

        private final List<ReadObject> objects = new ArrayList<>();
        private final Map<String, Map<String, String>> namespaces = new HashMap<>();
        private final List<String> unreadable = new ArrayList<>();

        private void read(Optional<String> where) throws ReadFailure {
            read("ConfigMaps", client.configMaps(), where, "");
            read("Secrets", client.secrets(), where, "type!=" + FreshRead.HELM_RELEASE);
            read("Deployments", client.apps().deployments(), where, "");
            read("StatefulSets", client.apps().statefulSets(), where, "");
            read("DaemonSets", client.apps().daemonSets(), where, "");
            read("CronJobs", client.batch().v1().cronjobs(), where, "");
            read("Jobs", client.batch().v1().jobs(), where, "");
            read("Pods", client.pods(), where, "");
        }

        private <T extends HasMetadata, L extends KubernetesResourceList<T>> void read(
                String kinds, MixedOperation<T, L, ?> operation, Optional<String> where, String fields)
                throws ReadFailure {
            ask(
                    kinds,
                    where,
                    "list",
                    () -> objects.addAll(all(
                            where.<Listable<L>>map(operation::inNamespace).orElseGet(operation::inAnyNamespace),
                            fields)));
        }

        /** By name, so that whoever may read one namespace only is told its labels. */
        private void labels(Optional<String> where) throws ReadFailure {
            ask(
                    "labels",
                    where,
                    where.isPresent() ? "get" : "list",
                    () -> where.map(name -> Optional.ofNullable(
                                            client.namespaces().withName(name).get())
                                    .stream()
                                    .toList())
                            .orElseGet(() -> client.namespaces().list().getItems())
                            .forEach(namespace -> namespaces.put(
                                    namespace.getMetadata().getName(),
                                    Objects.requireNonNullElse(
                                            namespace.getMetadata().getLabels(), Map.of()))));
        }

        private void ask(String what, Optional<String> where, String verb, Runnable question) throws ReadFailure {
            try {
                question.run();
            } catch (KubernetesClientException failed) {
                var code = failed.getCode();
                if (code == UNAUTHORIZED) {
                    throw new ReadFailure(server() + " does not know this user: HTTP 401");
                }
                if (code <= 0) {
                    throw new ReadFailure(server() + unanswered(failed));
                }
                unreadable.add(what + " of " + where.map("namespace "::concat).orElse("all namespaces") + ": "
                        + (code == FORBIDDEN ? "this user may not " + verb + " them" : "not listed, HTTP " + code));
            }
        }

        /** The rest of a list is not kept for ever (410 Gone, after some five minutes): then it begins anew. */
        private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<ReadObject> all(
                Listable<L> kind, String fields) {
            for (var attempt = 1; ; attempt++) {
                try {
                    return pages(kind, fields);
                } catch (KubernetesClientException failed) {
                    if (failed.getCode() != HttpURLConnection.HTTP_GONE || attempt == MOST_ATTEMPTS) {
                        throw failed;
                    }
                }
            }
        }

        private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<ReadObject> pages(
                Listable<L> kind, String fields) {
            var options = new ListOptionsBuilder()
                    .withLimit(PAGE)
                    .withFieldSelector(fields)
                    .build();
            var read = new ArrayList<ReadObject>();
            String next;
            do {
                var page = kind.list(options);
                page.getItems().forEach(item -> read.add(ReadObject.of(item)));
                next = page.getMetadata().getContinue();
                options.setContinue(next);
            } while (next != null && !next.isEmpty());
            return read;
        }

        private LiveObjects live() {
            return new LiveObjects(objects, namespaces, unreadable);
        }
    }

    private String server() {
        var url = client.getMasterUrl();
        return "the API server at " + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static String unanswered(Throwable failed) {
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return " shows a certificate that the kubeconfig does not trust, or refuses the user's";
            }
        }
        return " does not answer";
    }

    @Override
    public void close() {
        client.close();
    }
}

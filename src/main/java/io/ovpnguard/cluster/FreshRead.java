package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the counterparts anew for every judgement, by one bounded and consistent list per kind. {@code kubectl apply -f}
 * sends siblings milliseconds apart, so a cache would miss the one before.
 */
public final class FreshRead implements Counterparts {

    /** In the order in which bundles are told apart. */
    private static final List<String> BUNDLE_LABELS = List.of("ovpnguard.io/bundle", "app.kubernetes.io/instance");

    private static final long MOST = 1000;

    /** Helm's releases are large, many, and never a config. */
    private static final String NO_RELEASES = "type!=helm.sh/release.v1";

    private final KubernetesClient client;

    public FreshRead(KubernetesClient client) {
        this.client = Objects.requireNonNull(client);
    }

    @Override
    public Surroundings of(HasMetadata object) {
        var namespace = object.getMetadata().getNamespace();
        var options = options(object);
        try {
            var maps = client.configMaps().inNamespace(namespace).list(options.build());
            var secrets = client.secrets()
                    .inNamespace(namespace)
                    .list(options.withFieldSelector(NO_RELEASES).build());
            var others = Stream.concat(
                            maps.getItems().stream().map(HasMetadata.class::cast), secrets.getItems().stream())
                    .filter(other -> !isSame(object, other))
                    .toList();
            return isWhole(maps) && isWhole(secrets)
                    ? Surroundings.of(others)
                    : new Surroundings(others, Optional.of("more than " + MOST + " objects are in question"));
        } catch (KubernetesClientException failed) {
            return Surroundings.unknown("the API server did not list them"
                    + (failed.getCode() > 0 ? " (HTTP " + failed.getCode() + ")" : ""));
        }
    }

    /** {@return whether the API server answers and lets us read} */
    public boolean works() {
        var one = new ListOptionsBuilder().withLimit(1L).build();
        try {
            client.configMaps().inAnyNamespace().list(one);
            client.secrets().inAnyNamespace().list(one);
            return true;
        } catch (KubernetesClientException failed) {
            return false;
        }
    }

    /** Without a resource version, a list is as new as the last write. */
    private static ListOptionsBuilder options(HasMetadata object) {
        var labels = Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
        var options = new ListOptionsBuilder().withLimit(MOST);
        BUNDLE_LABELS.stream()
                .filter(labels::containsKey)
                .findFirst()
                .ifPresent(label -> options.withLabelSelector(label + "=" + labels.get(label)));
        return options;
    }

    private static boolean isWhole(KubernetesResourceList<?> list) {
        return list.getMetadata() == null
                || list.getMetadata().getContinue() == null
                || list.getMetadata().getContinue().isEmpty();
    }

    private static boolean isSame(HasMetadata object, HasMetadata other) {
        return object.getKind().equals(other.getKind())
                && other.getMetadata().getName().equals(object.getMetadata().getName());
    }
}

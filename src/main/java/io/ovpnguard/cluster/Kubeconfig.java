package io.ovpnguard.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which cluster is meant, in the words of kubectl.
 *
 * @param file instead of those that {@code KUBECONFIG} names, of {@code ~/.kube/config}, and of a pod's own account
 * @param context instead of the current one
 * @param namespace instead of the context's
 */
public record Kubeconfig(Optional<Path> file, Optional<String> context, Optional<String> namespace) {

    /** Somebody waits at a terminal. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final String IN_A_POD = "KUBERNETES_SERVICE_HOST";

    public Kubeconfig {
        Objects.requireNonNull(file);
        Objects.requireNonNull(context);
        Objects.requireNonNull(namespace);
    }

    Config read() throws ReadFailure {
        var config = parsed();
        var current = config.getCurrentContext();
        // Without it, the client would take the current context, or an address that exists in pods only.
        if (context.isPresent()
                && config.getContexts().stream().noneMatch(each -> context.get().equals(each.getName()))) {
            throw new ReadFailure("no context `" + context.get() + "` in the kubeconfig");
        }
        if (current == null && (file.isPresent() || System.getenv(IN_A_POD) == null)) {
            throw new ReadFailure(
                    "no cluster is chosen: " + file.map(Path::toString).orElse("no kubeconfig of yours")
                            + " has a current context; say which by --kubeconfig and --context");
        }
        namespace.ifPresent(config::setNamespace);
        config.setConnectionTimeout((int) CONNECT.toMillis());
        config.setRequestTimeout((int) ANSWER.toMillis());
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    private Config parsed() throws ReadFailure {
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new ReadFailure(file.get() + ": no such file, or not readable");
        }
        try {
            return file.map(given -> Config.fromKubeconfig(context.orElse(null), given.toFile()))
                    .orElseGet(() -> Config.autoConfigure(context.orElse(null)));
        } catch (KubernetesClientException unparseable) {
            // Its own words may quote the file.
            throw new ReadFailure(file.map(Path::toString).orElse("KUBECONFIG")
                    + ": no kubeconfig, or its command for credentials cannot be run");
        }
    }
}

package io.ovpnguard.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real API server with its etcd, that this test may do anything with. */
public sealed interface ControlPlane extends AutoCloseable permits NamespacedControlPlane, LocalControlPlane {

    Path AUDIT_POLICY = Path.of("src/test/resources/audit-policy.yaml").toAbsolutePath();

    String AUDIT_LOG = "audit.log";

    /**
     * {@return a running one: in a network of its own where this user may make one, else on this machine's loopback}
     *
     * @param folder for its data
     */
    static ControlPlane start(Path folder) {
        var binaries = Binaries.require();
        NetworkNamespace namespace;
        try {
            namespace = NetworkNamespace.create();
        } catch (IllegalStateException notRoot) {
            return LocalControlPlane.start(binaries, folder);
        }
        return NamespacedControlPlane.start(binaries, namespace, folder);
    }

    Binaries binaries();

    /** {@return the administrator's} */
    Path kubeconfig();

    /** {@return what the API server tells of each change, one line of JSON for each} */
    Path auditLog();

    /** {@return the process of the API server, where it can be killed without the rest} */
    Optional<ApiServer> apiServer();

    /** {@return where a webhook listens, for the API server to reach it} */
    String address();

    /** {@return where a program that was started as {@link #enter} says finds this machine} */
    String outside();

    /** {@return whether the API server reaches the endpoints of a Service; else it needs an URL} */
    boolean reachesServices();

    /** {@return the words that start a program where the API server can reach it} */
    List<String> enter();

    @Override
    void close();

    default Command.Result kubectl(String... words) {
        var start = List.of(
                binaries().kubectl().toString(), "--kubeconfig", kubeconfig().toString());
        return new Command(Stream.concat(start.stream(), Stream.of(words)).toList()).run();
    }

    default KubernetesClient client() {
        return client(kubeconfig());
    }

    /** {@return whether it answers its administrator} */
    static boolean isReady(Path kubeconfig) {
        try (var client = client(kubeconfig)) {
            return "ok".equals(client.raw("/readyz"));
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private static KubernetesClient client(Path kubeconfig) {
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** {@return the kubeconfig of somebody with a token} */
    static Path writeKubeconfig(Path file, String server, Path authority, String token) {
        var text = """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: test, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                """;
        try {
            return Files.writeString(file, text.formatted(server, authority, token));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}

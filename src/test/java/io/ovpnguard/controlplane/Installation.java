package io.ovpnguard.controlplane;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The packaged ovpnguard, installed in a control plane by the commands of docs/kubernetes.md. */
public final class Installation implements AutoCloseable {

    static final Path ARTIFACT = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final String SERVICE_NAME = "DNS:ovpnguard.ovpnguard.svc";
    private static final Pattern DRY_RUN_AGE = Pattern.compile("(of your dry run) \\d+ s ago");
    private static final Duration LIVE = Duration.ofSeconds(20);

    private final ControlPlane plane;
    private final Path folder;
    private final KubernetesClient client;
    private final Page page = Page.read(Path.of("docs/kubernetes.md"));
    private final int port;
    private final Map<String, String> settings;
    private Background process;

    private Installation(ControlPlane plane, Path folder, Map<String, String> settings) {
        this.plane = plane;
        this.folder = folder;
        this.settings = Map.copyOf(settings);
        this.client = plane.client();
        this.port = plane.reachesServices() ? 8443 : freePort();
    }

    /**
     * {@return an installation that judges}
     *
     * @param folder for copies of the manifests, and certificates
     */
    public static Installation in(ControlPlane plane, Path folder) {
        return in(plane, folder, Map.of());
    }

    /**
     * {@return the same}
     *
     * @param settings further variables of its environment
     */
    public static Installation in(ControlPlane plane, Path folder, Map<String, String> settings) {
        var installation = new Installation(plane, folder, settings);
        try {
            installation.install();
            return installation;
        } catch (RuntimeException failed) {
            installation.close();
            throw failed;
        }
    }

    private void install() {
        if (Files.notExists(ARTIFACT)) {
            throw new IllegalStateException("no " + ARTIFACT + ": run ./mvnw package -DskipTests");
        }
        copy(Path.of("k8s"));
        copy(Path.of("examples"));
        addLauncher();
        if (!plane.reachesServices()) {
            callByUrl();
        }
        play("Install");
        mountCertificate();
        process = serve(folder.resolve("app.log"), appKubeconfig(), port);
        process.await(() -> http().status("/q/health/ready") == 200);
        if (plane.reachesServices()) {
            addEndpoint();
        }
        Waiting.until("the webhook is called", LIVE, () -> Probe.isRefused(client, "default"));
    }

    /** Runs the commands of a section of the page. */
    public Page play(String heading) {
        page.play(heading, this::shell);
        return page;
    }

    private String shell(String command) {
        // Who is not told the address of a Service checks the certificate against what it dials.
        var here = command.replace(SERVICE_NAME, SERVICE_NAME + ",IP:" + plane.address());
        var result = Command.of(
                        "env",
                        "-C",
                        folder.toString(),
                        "KUBECONFIG=" + plane.kubeconfig(),
                        "PATH=" + plane.binaries().folder() + ":" + System.getenv("PATH"),
                        "bash",
                        "-c",
                        here)
                .run();
        return command.startsWith("openssl")
                ? ""
                : DRY_RUN_AGE.matcher(result.output()).replaceAll("$1 0 s ago");
    }

    private Path appKubeconfig() {
        var config = Config.fromKubeconfig(plane.kubeconfig().toFile());
        var token = plane.kubectl("create", "token", "ovpnguard", "--namespace=ovpnguard")
                .output();
        return ControlPlane.writeKubeconfig(
                folder.resolve("app.kubeconfig"), config.getMasterUrl(), Path.of(config.getCaCertFile()), token);
    }

    /** {@return another process of it, which nobody calls} */
    public Background serve(Path log, Path kubeconfig, int port) {
        return serve(log, kubeconfig, port, Map.of());
    }

    /** {@return another process of the application, with further variables in its environment} */
    public Background serve(Path log, Path kubeconfig, int port, Map<String, String> more) {
        var words = new ArrayList<>(plane.enter());
        words.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-jar", ARTIFACT.toString(), "serve"));
        var environment = new TreeMap<>(settings);
        environment.putAll(more);
        environment.putAll(Map.of(
                "KUBECONFIG", kubeconfig.toString(),
                "OVPNGUARD_TLS_CERT", mount().resolve("tls.crt").toString(),
                "OVPNGUARD_TLS_KEY", mount().resolve("tls.key").toString(),
                "QUARKUS_HTTP_SSL_PORT", Integer.toString(port),
                "OVPNGUARD_TLS_RELOAD_PERIOD", "1s"));
        return Background.start(words, environment, log);
    }

    /** Puts the Secret's files where the Deployment mounts them, all at once by a link, as a kubelet does. */
    public void mountCertificate() {
        var data = secret().getData();
        try {
            Files.createDirectories(mount());
            var version = Files.createTempDirectory(mount(), "..version");
            for (var name : data.keySet()) {
                Files.write(version.resolve(name), Base64.getMimeDecoder().decode(data.get(name)));
            }
            var link = Files.createSymbolicLink(version.resolveSibling(version.getFileName() + "_"), version);
            Files.move(link, mount().resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            for (var name : data.keySet()) {
                if (Files.notExists(mount().resolve(name))) {
                    Files.createSymbolicLink(mount().resolve(name), Path.of("..data", name));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Secret secret() {
        return client.secrets()
                .inNamespace("ovpnguard")
                .withName("ovpnguard-tls")
                .require();
    }

    private Path mount() {
        return folder.resolve("tls");
    }

    private void callByUrl() {
        var patch = """

                patches:
                  - target: {kind: ValidatingWebhookConfiguration}
                    patch: |
                      - {op: remove, path: /webhooks/0/clientConfig/service}
                      - {op: remove, path: /webhooks/1/clientConfig/service}
                      - {op: remove, path: /webhooks/2/clientConfig/service}
                      - {op: add, path: /webhooks/0/clientConfig/url, value: "%1$s"}
                      - {op: add, path: /webhooks/1/clientConfig/url, value: "%1$s"}
                      - {op: add, path: /webhooks/2/clientConfig/url, value: "%1$s"}
                """;
        try {
            Files.writeString(
                    folder.resolve("k8s/kustomization.yaml"),
                    patch.formatted("https://" + plane.address() + ":" + port + "/validate"),
                    StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** What the endpoint controller does. */
    private void addEndpoint() {
        client.resource("""
                        apiVersion: discovery.k8s.io/v1
                        kind: EndpointSlice
                        metadata:
                          name: ovpnguard-1
                          namespace: ovpnguard
                          labels: {kubernetes.io/service-name: ovpnguard}
                        addressType: IPv4
                        ports: [{name: https, port: %d, protocol: TCP}]
                        endpoints: [{addresses: ["%s"]}]
                        """.formatted(port, plane.address())).create();
    }

    public KubernetesClient client() {
        return client;
    }

    /** {@return the process's endpoints, called past the API server} */
    public Http http() {
        return http(port);
    }

    public Http http(int port) {
        return new Http("https://" + plane.address() + ":" + port, mount().resolve("ca.crt"));
    }

    public String log() {
        return process.log();
    }

    /** {@return what is reachable in the memory of the process} */
    public byte[] heap() {
        return process.heap(folder.resolve("heap.hprof"));
    }

    /** The real one would look for sources beside it. */
    private void addLauncher() {
        var text = "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -jar '"
                + ARTIFACT.toAbsolutePath() + "' \"$@\"\n";
        try {
            Files.writeString(folder.resolve("ovpnguard"), text).toFile().setExecutable(true);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** {@return the bytes of heap that are in use after a full collection} */
    public long heapInUse() {
        return process.heapInUse();
    }

    private void copy(Path tree) {
        try (var files = Files.walk(tree)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, folder.resolve(file));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        client.close();
    }
}

package io.ovpnguard.controlplane;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.openvpn.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Several processes of the packaged ovpnguard behind one Service, which have no certificates but those that they make
 * themselves, by the rights of {@code certificates/own.yaml} alone.
 */
public final class Replicas implements AutoCloseable {

    public static final String NAME = "guard";

    public static final Duration AUDIT_INTERVAL = Duration.ofSeconds(20);

    private static final Path MANIFEST = Path.of("src/test/resources/certificates/own.yaml");
    private static final int FIRST_PORT = 9443;
    private static final Duration READY = Duration.ofSeconds(60);

    private final ControlPlane plane;
    private final Path folder;
    private final KubernetesClient client;
    private final Map<String, String> lifetimes;
    private final Map<String, Background> processes = new TreeMap<>();
    private final List<Path> logs = new ArrayList<>();

    private Replicas(ControlPlane plane, Path folder, Duration authority, Duration leaf) {
        this.plane = plane;
        this.folder = folder;
        this.client = plane.client();
        this.lifetimes = Map.of(
                "OVPNGUARD_CERTIFICATES_AUTHORITY_LIFETIME", authority.toString(),
                "OVPNGUARD_CERTIFICATES_LEAF_LIFETIME", leaf.toString());
    }

    /**
     * {@return an installation without any process yet}
     *
     * @param folder for logs
     */
    public static Replicas in(ControlPlane plane, Path folder, Duration authority, Duration leaf) {
        var replicas = new Replicas(plane, folder, authority, leaf);
        var applied = plane.kubectl("apply", "-f", MANIFEST.toString());
        if (!applied.isSuccess()) {
            throw new IllegalStateException(applied.output());
        }
        return replicas;
    }

    /** Starts a process; no endpoint leads to it yet. */
    public void start(String replica) {
        var words = new ArrayList<>(plane.enter());
        words.addAll(List.of(
                System.getProperty("java.home") + "/bin/java", "-jar", Installation.ARTIFACT.toString(), "serve"));
        var environment = new TreeMap<>(lifetimes);
        environment.put("OVPNGUARD_AUDIT_INTERVAL", AUDIT_INTERVAL.toString());
        environment.putAll(Map.of(
                "KUBECONFIG", kubeconfig().toString(),
                "OVPNGUARD_CERTIFICATES_SOURCE", "own",
                "OVPNGUARD_CERTIFICATES_SECRET", NAME + "-certificates",
                "OVPNGUARD_CERTIFICATES_SERVICE", NAME,
                "OVPNGUARD_CERTIFICATES_WEBHOOKS", NAME,
                "OVPNGUARD_LEASE", NAME,
                "OVPNGUARD_OWNER", NAME,
                "POD_NAMESPACE", NAME,
                "POD_NAME", replica,
                "QUARKUS_HTTP_SSL_PORT", Integer.toString(port(replica))));
        var log = folder.resolve(replica + ".log");
        logs.add(log);
        processes.put(replica, Background.start(words, environment, log));
    }

    private Path kubeconfig() {
        var config = Config.fromKubeconfig(plane.kubeconfig().toFile());
        var token =
                plane.kubectl("create", "token", NAME, "--namespace=" + NAME).output();
        return ControlPlane.writeKubeconfig(
                folder.resolve("own.kubeconfig"), config.getMasterUrl(), Path.of(config.getCaCertFile()), token);
    }

    public int port(String replica) {
        return FIRST_PORT + Integer.parseInt(replica.substring(replica.lastIndexOf('-') + 1));
    }

    /** Waits until a process is ready; then what the endpoint controller does. */
    public void addEndpoint(String replica) {
        processes.get(replica).await(() -> isReady(replica));
        client.resource("""
                        apiVersion: discovery.k8s.io/v1
                        kind: EndpointSlice
                        metadata: {name: %s, namespace: guard, labels: {kubernetes.io/service-name: guard}}
                        addressType: IPv4
                        ports: [{name: https, port: %d, protocol: TCP}]
                        endpoints: [{addresses: ["%s"]}]
                        """.formatted(replica, port(replica), plane.address())).create();
    }

    /** {@return what a kubelet sees, which does not look at certificates} */
    public boolean isReady(String replica) {
        return curl(replica, "/q/health/ready").isSuccess();
    }

    public String metrics(String replica) {
        return curl(replica, "/metrics").output();
    }

    private Command.Result curl(String replica, String path) {
        return Command.of("curl", "-skf", "https://" + plane.address() + ":" + port(replica) + path)
                .run();
    }

    public void removeEndpoint(String replica) {
        client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(NAME)
                .withName(replica)
                .delete();
    }

    /** {@return what is reachable in the memory of a process} */
    public byte[] heap(String replica) {
        return processes.get(replica).heap(folder.resolve("heap.hprof"));
    }

    /** Ends a process as {@code kill -9} does. */
    public void kill(String replica) {
        processes.remove(replica).close();
    }

    /** Waits until another than these holds the Lease. */
    public String awaitHolder(String... others) {
        Waiting.until(
                "another holds the Lease",
                READY,
                () -> !holder().isEmpty() && !List.of(others).contains(holder()));
        return holder();
    }

    public String holder() {
        var lease = client.leases().inNamespace(NAME).withName(NAME).get();
        return lease == null ? "" : Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
    }

    /** {@return whom the webhooks trust, as PEM} */
    public String trusted() {
        var bundles = configuration().getWebhooks().stream()
                .map(webhook ->
                        Objects.requireNonNullElse(webhook.getClientConfig().getCaBundle(), ""))
                .distinct()
                .toList();
        return bundles.size() == 1 ? new String(Base64.getDecoder().decode(bundles.getFirst())) : "";
    }

    public ValidatingWebhookConfiguration configuration() {
        return client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(NAME)
                .require();
    }

    public KubernetesClient client() {
        return client;
    }

    public String address() {
        return plane.address();
    }

    public List<Path> logs() {
        return logs;
    }

    @Override
    public void close() {
        processes.values().forEach(Background::close);
        plane.kubectl("delete", "--wait=false", "-f", MANIFEST.toString());
        client.close();
    }
}

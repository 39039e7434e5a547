package io.ovpnguard.controlplane;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.image.Image;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A release of the chart, installed by real Helm as docs/helm.md says. What a node would do is done here: the image's
 * process is started with the command, variables, mounts and token of the stored Deployment.
 */
public final class Release implements AutoCloseable {

    private static final String NAME = "ovpnguard";
    private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final String DEPLOYED = "LAST DEPLOYED: ";
    private static final Pattern WARNING = Pattern.compile("I\\d{4} .* warnings\\.go:\\d+] \"(Warning: .*)\"");
    private static final Duration LIVE = Duration.ofSeconds(60);

    private final ControlPlane plane;
    private final Path folder;
    private final Image image;
    private final Helm helm = Helm.require();
    private final KubernetesClient client;
    private final Page page = Page.read(Path.of("docs/helm.md"));
    private Background process;

    public Release(ControlPlane plane, Path folder) {
        this.plane = plane;
        this.folder = folder;
        this.client = plane.client();
        this.image = Image.build(folder);
    }

    public KubernetesClient client() {
        return client;
    }

    public Page play(String heading) {
        page.play(heading, this::shell);
        return page;
    }

    /** {@return what a command prints, as a page shows it; {@code helm} and {@code kubectl} are those of the test} */
    public String shell(String command) {
        var path = plane.binaries().folder() + ":" + helm.program().getParent() + ":" + System.getenv("PATH");
        var result = Command.of(
                        "env",
                        "KUBECONFIG=" + plane.kubeconfig(),
                        "HELM_CACHE_HOME=" + folder.resolve("helm"),
                        "PATH=" + path,
                        "bash",
                        "-c",
                        command)
                .run();
        return shown(result.output());
    }

    /** Times differ, objects of a kind are sent side by side, and Helm logs the error that it prints. */
    private static String shown(String output) {
        var warnings =
                output.lines().map(WARNING::matcher).filter(Matcher::matches).map(line -> line.group(1));
        var rest = output.lines()
                .filter(line -> !WARNING.matcher(line).matches() && !line.startsWith("level=WARN "))
                .map(line -> line.startsWith(DEPLOYED) ? DEPLOYED + "Thu Nov 26 09:00:00 2026" : line);
        return Stream.concat(warnings.sorted(), rest).collect(Collectors.joining("\n"));
    }

    /**
     * Starts a pod of the Deployment, and waits until the API server calls it.
     *
     * @param judged a namespace whose objects are judged when they ask for it
     */
    public void startPod(String judged) {
        var pod = pod();
        var container = pod.getSpec().getContainers().getFirst();
        var mounts = new LinkedHashMap<String, Path>();
        var scratch = new ArrayList<String>();
        mounts.put(TOKEN, write("token", account(pod)));
        for (var mount : container.getVolumeMounts()) {
            var volume = volume(pod, mount);
            if (volume.getEmptyDir() != null) {
                scratch.add(mount.getMountPath());
            } else {
                mounts.put(mount.getMountPath(), write(volume.getName(), secret(volume)));
            }
        }
        var words = new ArrayList<>(plane.enter());
        words.addAll(image.start(container.getArgs(), variables(pod, container.getEnv()), mounts, scratch));
        process = Background.start(words, Map.of(), folder.resolve("pod.log"));
        var probe = container.getReadinessProbe().getHttpGet();
        process.await(() -> Command.of(
                        "curl",
                        "-skfo",
                        "/dev/null",
                        "-m",
                        "5",
                        "https://" + plane.address() + ":8443" + probe.getPath())
                .run()
                .isSuccess());
        addEndpoint();
        Waiting.until("the webhook is called", LIVE, () -> Probe.isRefused(client, judged));
    }

    private Pod pod() {
        var deployment =
                client.apps().deployments().inNamespace(NAME).withName(NAME).require();
        var template = deployment.getSpec().getTemplate();
        return new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withNamespace(NAME)
                .withName(NAME + "-0")
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    /** What the kubelet mounts for a ServiceAccount; its rights are those of the chart. */
    private Map<String, byte[]> account(Pod pod) {
        var token = plane.kubectl("create", "token", pod.getSpec().getServiceAccountName(), "--namespace=" + NAME);
        try {
            var authority = Config.fromKubeconfig(plane.kubeconfig().toFile()).getCaCertFile();
            return Map.of(
                    "token", token.output().getBytes(),
                    "namespace", NAME.getBytes(),
                    "ca.crt", Files.readAllBytes(Path.of(authority)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Map<String, String> variables(Pod pod, List<EnvVar> given) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("KUBERNETES_SERVICE_HOST", plane.address());
        variables.put("KUBERNETES_SERVICE_PORT", "6443");
        for (var variable : given) {
            variables.put(
                    variable.getName(),
                    variable.getValueFrom() == null
                            ? variable.getValue()
                            : switch (variable.getValueFrom().getFieldRef().getFieldPath()) {
                                case "metadata.name" -> pod.getMetadata().getName();
                                case "metadata.namespace" -> pod.getMetadata().getNamespace();
                                default -> throw new IllegalStateException(variable.toString());
                            });
        }
        return variables;
    }

    private static Volume volume(Pod pod, VolumeMount mount) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(mount.getName()))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, byte[]> secret(Volume volume) {
        var secret = client.secrets()
                .inNamespace(NAME)
                .withName(volume.getSecret().getSecretName())
                .require();
        var files = new LinkedHashMap<String, byte[]>();
        secret.getData()
                .forEach((key, value) -> files.put(key, Base64.getDecoder().decode(value)));
        return files;
    }

    private Path write(String name, Map<String, byte[]> files) {
        try {
            var mount = Files.createDirectories(folder.resolve("mounts").resolve(name));
            for (var file : files.entrySet()) {
                Files.write(mount.resolve(file.getKey()), file.getValue());
            }
            return mount;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** What the endpoint controller does: it goes with its Service. */
    private void addEndpoint() {
        var service = client.services().inNamespace(NAME).withName(NAME).require();
        client.resource("""
                        apiVersion: discovery.k8s.io/v1
                        kind: EndpointSlice
                        metadata:
                          name: ovpnguard-1
                          namespace: ovpnguard
                          labels: {kubernetes.io/service-name: %1$s}
                          ownerReferences: [{apiVersion: v1, kind: Service, name: %1$s, uid: %2$s}]
                        addressType: IPv4
                        ports: [{name: https, port: 8443, protocol: TCP}]
                        endpoints: [{addresses: ["%3$s"]}]
                        """.formatted(
                        service.getMetadata().getName(), service.getMetadata().getUid(), plane.address()))
                .create();
    }

    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        client.close();
    }
}

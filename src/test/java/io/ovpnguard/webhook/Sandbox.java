package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Namespaces to which no other test writes, and kubectl in them.
 *
 * @param folder for manifests
 */
record Sandbox(ControlPlane plane, Installation installation, Path folder) {

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    /** {@return a new one} */
    String namespace(Map<String, String> labels) {
        var name = "vpn-" + NAMESPACES.incrementAndGet();
        installation.client().resource(Namespaces.named(name, labels)).create();
        return name;
    }

    Command.Result apply(List<? extends HasMetadata> objects, String... options) throws IOException {
        var manifest = objects.stream().map(Serialization::asYaml).collect(Collectors.joining("---\n"));
        var file = Files.writeString(Files.createTempFile(folder, "manifest", ".yaml"), manifest);
        return apply(file, options);
    }

    /** Applies a file, or a folder of them. */
    Command.Result apply(Path path, String... options) {
        var words = Stream.concat(Stream.of("apply", "-f", path.toString()), Stream.of(options));
        return plane.kubectl(words.toArray(String[]::new));
    }

    int storedClients(String namespace) {
        return installation
                .client()
                .secrets()
                .inNamespace(namespace)
                .list()
                .getItems()
                .size();
    }

    int storedServers(String namespace) {
        return installation
                .client()
                .configMaps()
                .inNamespace(namespace)
                .list()
                .getItems()
                .size();
    }

    /** {@return the sum of the time series of the webhook's metrics whose lines begin so and contain that} */
    double metric(String beginning, String label) throws IOException {
        return installation
                .http()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}

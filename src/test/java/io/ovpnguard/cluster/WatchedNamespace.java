package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Namespaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A namespace of its own for each test, in a real API server, and what memory keeps of it. */
abstract class WatchedNamespace {

    static final Duration NEVER = Duration.ZERO;
    static final Duration LONG = Duration.ofHours(1);

    static final Map<String, String> ASKS = Map.of("ovpnguard.io/check", "true");
    static final Map<String, String> OFFICE = Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", "office");

    @TempDir
    private static Path folder;

    static ControlPlane plane;
    static KubernetesClient api;

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    String namespace;
    Memory memory;

    @BeforeAll
    static void startApiServer() {
        plane = ControlPlane.start(folder);
        api = plane.client();
    }

    @AfterAll
    static void stopApiServer() {
        if (plane != null) {
            api.close();
            plane.close();
        }
    }

    @BeforeEach
    void createNamespace(TestInfo test) {
        namespace = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        createNamespace(namespace, Map.of());
        memory = new Memory(api, Reach.ALL, System::nanoTime);
    }

    @AfterEach
    void stopWatching() {
        memory.close();
    }

    Neighbourhood neighbourhood(Duration freshness) {
        return new Neighbourhood(memory, new FreshRead(api, metrics), Reach.ALL, freshness, System::nanoTime);
    }

    long reads(String verb) {
        return metrics.find("ovpnguard.fresh.read.duration").tag("verb", verb).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    Set<String> names(String of) {
        return memory.in(of).map(known -> name(known.object())).collect(Collectors.toSet());
    }

    static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    void server(String name, Map<String, String> labels, int mtu) {
        create(serverIn(namespace, name, labels, mtu));
    }

    static ConfigMap serverIn(String namespace, String name, Map<String, String> labels, int mtu) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToData("server.conf", config(mtu))
                .build();
    }

    static String config(int mtu) {
        return "dev tun\nserver 10.8.0.0 255.255.255.0\nproto udp\ntun-mtu " + mtu + "\n";
    }

    void setMtu(String name, int mtu) {
        api.configMaps().inNamespace(namespace).withName(name).edit(map -> {
            map.setData(Map.of("server.conf", config(mtu)));
            return map;
        });
    }

    Secret client(String name, Map<String, String> labels, String more) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToStringData(name + ".ovpn", "client\ndev tun\nremote vpn.example.com 1194\n" + more)
                .build();
    }

    Secret keys(String name, Map<String, String> labels) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToStringData(
                        "ta.key",
                        "-----BEGIN OpenVPN Static key V1-----\n" + "0123456789abcdef".repeat(32)
                                + "\n-----END OpenVPN Static key V1-----\n")
                .build();
    }

    static void create(HasMetadata object) {
        api.resource(object).create();
    }

    static void createNamespace(String name, Map<String, String> labels) {
        create(Namespaces.named(name, labels));
    }

    static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }
}

package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.policy.Join;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.Sketch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which namespaces a controller of a real API server looks at, and who may join whose bundles. */
class ReachIT {

    private static final Map<String, String> OFFICE =
            Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", "office");
    private static final Map<String, String> JOINS_VPN = Map.of("ovpnguard.io/bundle-namespace", "vpn");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static ControlPlane plane;
    private static KubernetesClient api;

    @BeforeAll
    static void storeServers() {
        plane = ControlPlane.start(folder);
        api = plane.client();
        Stream.of("vpn", "apps", "lab").forEach(name -> namespace(name, Map.of()));
        api.resource(server("vpn")).create();
        api.resource(server("lab")).create();
        api.resource(client("apps", "guest", JOINS_VPN)).create();
        api.resource(client("lab", "stranger", JOINS_VPN)).create();
    }

    @AfterAll
    static void stopApiServer() {
        if (plane != null) {
            api.close();
            plane.close();
        }
    }

    @Test
    void aClientFindsTheServerOfTheNamespaceThatItMayJoin() {
        try (var cluster = watching(Reach.of(List.of(), List.of("apps=vpn")))) {
            var beside = cluster.counterparts().of(ReadObject.of(client("apps", "guest", JOINS_VPN)));

            assertThat(beside.gap()).isEmpty();
            assertThat(names(beside)).containsExactly("ConfigMap vpn/server");
            assertThat(beside.unchanged().orElseThrow().getAsBoolean()).isTrue();
        }
    }

    @Test
    void whoMayNotJoinIsToldAndComparedWithNobody() {
        try (var cluster = watching(Reach.of(List.of(), List.of("apps=vpn")))) {
            var beside = cluster.counterparts().of(ReadObject.of(client("lab", "stranger", JOINS_VPN)));

            assertThat(beside.gap())
                    .hasValue(
                            "clients of lab may not join the bundles of vpn: who runs ovpnguard can allow it, by a policy"
                                    + " with `joins`");
            assertThat(beside.objects()).isEmpty();
        }
    }

    @Test
    void aServerHasTheGuestsThatMayJoin() {
        try (var cluster = watching(Reach.of(List.of(), List.of("apps=vpn")))) {
            assertThat(names(cluster.counterparts().of(ReadObject.of(server("vpn")))))
                    .containsExactly("ConfigMap apps/guest");
        }
        try (var cluster = watching(Reach.ALL)) {
            assertThat(names(cluster.counterparts().of(ReadObject.of(server("vpn")))))
                    .isEmpty();
        }
    }

    @Test
    void aPolicyThatSpeaksOfJoinsIsStrongerThanTheSettings() {
        var lab = Policies.of(
                List.of(new Sketch("lab-only").joins(new Join("lab", "vpn")).policy()));
        var reach = Reach.of(List.of(), List.of("apps=vpn"))
                .under((namespace, labels) -> lab.of(namespace, Map.of(), labels));
        try (var cluster = watching(reach)) {
            var guest = cluster.counterparts().of(ReadObject.of(client("apps", "guest", JOINS_VPN)));
            assertThat(guest.gap())
                    .hasValue("clients of apps may not join the bundles of vpn: policy \"lab-only\" does not allow it");
            assertThat(names(cluster.counterparts().of(ReadObject.of(client("lab", "stranger", JOINS_VPN)))))
                    .containsExactly("ConfigMap vpn/server");
            assertThat(names(cluster.counterparts().of(ReadObject.of(server("vpn")))))
                    .containsExactly("ConfigMap lab/stranger");
        }
    }

    @Test
    void onlyTheNamedNamespacesAreWatched() {
        try (var cluster = watching(Reach.of(List.of("vpn", "apps"), List.of()))) {
            assertThat(cluster.size())
                    .as("server and guest, and nothing of lab")
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsNotWatchedIsNotCovered() {
        try (var memory = new Memory(api, Reach.of(List.of("vpn"), List.of()), System::nanoTime)) {
            memory.start();
            Waiting.until("the cluster is watched", Duration.ofSeconds(30), memory::isLive);

            assertThat(memory.covers("vpn", false)).isTrue();
            assertThat(memory.covers("lab", false)).isFalse();
        }
    }

    /** Its rights go before the namespace itself, which waits for its last objects: here, nobody takes them. */
    @Test
    void aListedNamespaceThatGoesIsForgottenAndTheOthersAreStillCovered() {
        namespace("going", Map.of());
        api.resource(server("going")).create();
        try (var memory = new Memory(api, Reach.of(List.of("vpn", "going"), List.of()), System::nanoTime)) {
            memory.start();
            Waiting.until("both are watched", LIMIT, () -> memory.isLive() && memory.size() == 2);
            assertThat(memory.covers("going", false)).isTrue();

            api.namespaces().withName("going").delete();

            Waiting.until("one is forgotten", LIMIT, () -> memory.size() == 1);
            assertThat(memory.isLive()).isTrue();
            assertThat(memory.covers("vpn", false)).isTrue();
            assertThat(memory.covers("going", false)).isFalse();
            assertThat(memory.listed()).containsExactly("vpn");
        }
    }

    @Test
    void aListedNamespaceAsksForAllOfItsObjectsForAsLongAsItHasTheLabel() {
        namespace("asks", Map.of("ovpnguard.io/check", "true"));
        var unlabelled = server("asks");
        unlabelled.getMetadata().setLabels(Map.of());
        api.resource(unlabelled).create();
        try (var memory = new Memory(api, Reach.of(List.of("asks"), List.of()), System::nanoTime)) {
            memory.start();
            Waiting.until("it is watched", LIMIT, () -> memory.isLive() && memory.size() == 1);

            api.namespaces().withName("asks").edit(old -> {
                old.getMetadata().getLabels().remove("ovpnguard.io/check");
                return old;
            });

            Waiting.until("it asks no longer", LIMIT, () -> memory.size() == 0);
            assertThat(memory.isOptedIn("asks")).isFalse();
        }
    }

    private static void namespace(String name, Map<String, String> labels) {
        api.resource(Namespaces.named(name, labels)).create();
    }

    private static Cluster watching(Reach reach) {
        var cluster = new Cluster(api, reach, Duration.ofSeconds(10), new SimpleMeterRegistry());
        cluster.start();
        Waiting.until("the cluster is watched", Duration.ofSeconds(30), cluster::isLive);
        return cluster;
    }

    private static Stream<String> names(Surroundings beside) {
        return beside.objects().stream().map(object -> object.ref().toString());
    }

    private static ConfigMap server(String namespace) {
        return map(namespace, "server", Map.of(), "server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\n");
    }

    private static ConfigMap client(String namespace, String name, Map<String, String> annotations) {
        return map(namespace, name, annotations, name + ".ovpn", "client\ndev tun\nremote vpn.example.com\n");
    }

    private static ConfigMap map(
            String namespace, String name, Map<String, String> annotations, String key, String config) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(OFFICE)
                .withAnnotations(annotations)
                .endMetadata()
                .addToData(key, config)
                .build();
    }
}

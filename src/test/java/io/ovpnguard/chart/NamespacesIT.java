package io.ovpnguard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.controlplane.Binaries;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.ForeignKinds;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.controlplane.Release;
import io.ovpnguard.controlplane.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The chart with a list of namespaces: the rights that it gives are enough, and what the pod does ends where they do. */
@TestMethodOrder(OrderAnnotation.class)
class NamespacesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> LISTED = List.of("apps", "vpn");
    private static final String OTHER = "lab";

    /** Listed, too. */
    private static final String GOING = "going";

    /** Whom RBAC gives no right gets no opinion of it. */
    private static final Pattern REFUSED_RIGHTS =
            Pattern.compile("(?m)^authorization_attempts_total\\{result=\"(?:no-opinion|denied|error)\"} (\\S+)$");

    @TempDir
    private static Path folder;

    private static ControlPlane plane;
    private static Release release;
    private static KubernetesClient api;
    private static double refusedBefore;

    @BeforeAll
    static void install() {
        plane = ControlPlane.start(folder);
        Binaries.demand(plane.reachesServices(), "a network of its own needs root");
        ForeignKinds.POLICY_REPORTS.install(plane);
        release = new Release(plane, folder);
        api = release.client();
        List.of("ovpnguard", "apps", "vpn", OTHER, GOING).forEach(NamespacesIT::namespace);
        // Nobody was there yet to refuse it.
        for (var name : List.of("apps", OTHER)) {
            api.resource(server(name, "old")).create();
            api.resource(client(name, "old", 1400)).create();
        }
        assertThat(release.shell("helm install ovpnguard helm/ovpnguard --namespace ovpnguard"
                        + " --set 'namespaces={apps,going,vpn}' --set 'joins={apps=vpn}' --set audit.interval=2s"))
                .contains("STATUS: deployed");
        letGo();
        refusedBefore = refusedRights();
        release.startPod("vpn");
    }

    /** What a namespace is like that waits for the last of its objects: its rights went first. */
    private static void letGo() {
        api.rbac().roleBindings().inNamespace(GOING).delete();
        api.namespaces().withName(GOING).delete();
    }

    @AfterAll
    static void stop() {
        if (release != null) {
            release.close();
        }
        if (plane != null) {
            plane.close();
        }
    }

    @Test
    @Order(1)
    void whatDoesNotFitIsRefusedInEachOfTheNamespaces() {
        for (var name : LISTED) {
            api.resource(server(name, "new")).create();
            assertThatThrownBy(() -> api.resource(client(name, "new", 1400)).create())
                    .hasMessageContaining("denied the request")
                    .hasMessageContaining("ConfigMap " + name + "/new-client")
                    .hasMessageContaining("mismatched-tun-mtu");
            api.resource(client(name, "new", 1500)).create();
        }
    }

    @Test
    @Order(1)
    void elsewhereNothingIsJudged() {
        api.resource(server(OTHER, "new")).create();
        api.resource(client(OTHER, "new", 1400)).create();
    }

    @Test
    @Order(2)
    void aClientIsComparedWithTheServerOfTheNamespaceThatItMayJoin() {
        var guest = new ConfigMapBuilder(client("apps", "new", 1400))
                .editMetadata()
                .withName("guest")
                .addToAnnotations("ovpnguard.io/bundle-namespace", "vpn")
                .endMetadata()
                .build();

        assertThatThrownBy(() -> api.resource(guest).create())
                .hasMessageContaining("denied the request")
                .hasMessageContaining("ConfigMap vpn/new-server");
    }

    @Test
    @Order(2)
    void theAuditReportsThereAndNowhereElse() {
        Waiting.until(
                "there are reports",
                LIMIT,
                () -> reports("apps").size() == 2 && reports("vpn").size() == 1);
        assertThat(reports("apps"))
                .filteredOn(report -> report.getMetadata().getName().equals("ovpnguard-old"))
                .singleElement()
                .satisfies(report ->
                        assertThat(report.<Integer>get("summary", "fail")).isEqualTo(1));
        Waiting.until("there is an event", LIMIT, () -> events("apps") > 0);
        assertThat(reports(OTHER)).isEmpty();
        assertThat(events(OTHER)).isZero();
    }

    @Test
    @Order(2)
    void aPolicyIsToldWhatItSelects() {
        api.resource("""
                        apiVersion: ovpnguard.io/v1alpha1
                        kind: OpenVPNPolicy
                        metadata: {name: everywhere}
                        spec:
                          rules: {missing-device-type: warn}
                        """).create();

        Waiting.until(
                "the policy has a status",
                LIMIT,
                () -> api.genericKubernetesResources("ovpnguard.io/v1alpha1", "OpenVPNPolicy")
                                        .withName("everywhere")
                                        .require()
                                        .get("status", "selectedObjects")
                                instanceof Integer selected
                        && selected == 6);
    }

    @Test
    @Order(3)
    void nothingWasTriedWithoutTheRight() {
        assertThat(refusedRights()).isEqualTo(refusedBefore);
        assertThat(release.log()).doesNotContainIgnoringCase("forbidden").doesNotContain(" ERROR ", "unstable version");
    }

    private static double refusedRights() {
        return REFUSED_RIGHTS
                .matcher(api.raw("/metrics"))
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    private static List<GenericKubernetesResource> reports(String namespace) {
        return api.genericKubernetesResources("wgpolicyk8s.io/v1alpha2", "PolicyReport")
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    private static int events(String namespace) {
        return api.events()
                .v1()
                .events()
                .inNamespace(namespace)
                .list()
                .getItems()
                .size();
    }

    private static void namespace(String name) {
        api.resource(Namespaces.named(name, Map.of())).create();
    }

    private static ConfigMap server(String namespace, String bundle) {
        return member(
                namespace, bundle, "server", "server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\ntun-mtu 1500\n");
    }

    private static ConfigMap client(String namespace, String bundle, int mtu) {
        return member(
                namespace,
                bundle,
                "client",
                "client.ovpn",
                "client\ndev tun\nremote vpn.example.com\ntun-mtu " + mtu + "\n");
    }

    private static ConfigMap member(String namespace, String bundle, String name, String key, String config) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(bundle + "-" + name)
                .withLabels(Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", bundle))
                .endMetadata()
                .addToData(key, config)
                .build();
    }
}

package io.ovpnguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.controlplane.Binaries;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.ForeignKinds;
import io.ovpnguard.controlplane.GarbageCollector;
import io.ovpnguard.controlplane.Release;
import io.ovpnguard.controlplane.Stored;
import io.ovpnguard.controlplane.Waiting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/helm.md shows is what happens, with real Helm, and after its last command nothing is left. {@code
 * -Dgolden=update} writes it anew.
 */
class HelmPageIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The collector looks for new kinds each half minute. */
    private static final Duration COLLECTION = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    @Test
    void itsTranscriptsAreReal() throws IOException {
        try (var plane = ControlPlane.start(folder)) {
            Binaries.demand(plane.reachesServices(), "a network of its own needs root");
            ForeignKinds.POLICY_REPORTS.install(plane);
            // From the start: it would also take what names an owner that it cannot have.
            try (var _ = GarbageCollector.start(plane, folder);
                    var release = new Release(plane, folder)) {
                play(plane, release);
            }
        }
    }

    private static void play(ControlPlane plane, Release release) throws IOException {
        var client = release.client();
        storeWhatIsReported(client);
        var before = new TreeSet<>(Stored.in(plane));
        release.play("Install");
        release.startPod("default");
        release.play("Opt in");
        release.play("What is refused");
        release.play("Change both sides");
        release.play("Upgrade");
        storePolicy(client);
        Waiting.until(
                "all that the controller makes is there",
                LIMIT,
                () -> Stored.in(plane)
                        .containsAll(List.of(
                                "Lease ovpnguard/ovpnguard",
                                "OpenVPNPolicy /watched",
                                "PolicyReport stays/ovpnguard-office",
                                "Secret ovpnguard/ovpnguard-certificates")));

        release.play("Uninstall").check();

        // These are who installs it has made.
        before.add("Namespace /ovpnguard");
        before.add("Namespace /vpn");
        Stored.await(plane, before, COLLECTION);
        assertThat(release.log()).doesNotContain(" ERROR ");
    }

    /** It is in nobody's release, so that there is a report of it to the end. */
    private static void storeWhatIsReported(KubernetesClient client) {
        client.load(new ByteArrayInputStream("""
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: stays, labels: {ovpnguard.io/check: "true"}}
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: both, namespace: stays, labels: {ovpnguard.io/bundle: office}}
                        data:
                          server.conf: "server 10.8.0.0 255.255.255.0\\ndev tun\\ntun-mtu 1500\\n"
                          alice.ovpn: "client\\nremote vpn.example.com\\ndev tun\\ntun-mtu 1400\\n"
                        """.getBytes(StandardCharsets.UTF_8)))
                .create();
    }

    private static void storePolicy(KubernetesClient client) {
        client.resource("""
                        apiVersion: ovpnguard.io/v1alpha1
                        kind: OpenVPNPolicy
                        metadata: {name: watched}
                        spec:
                          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: stays}}
                          rules: {missing-device-type: warn}
                        """).create();
    }
}

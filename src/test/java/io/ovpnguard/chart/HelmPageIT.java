package io.ovpnguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.controlplane.Binaries;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/helm.md shows is what happens, with real Helm. {@code -Dgolden=update} writes it anew. */
class HelmPageIT {

    @TempDir
    private static Path folder;

    @Test
    void itsTranscriptsAreReal() throws IOException {
        try (var plane = ControlPlane.start(folder)) {
            Binaries.demand(plane.reachesServices(), "a network of its own needs root");
            try (var release = new Release(plane, folder)) {
                play(release);
            }
        }
    }

    private static void play(Release release) throws IOException {
        var client = release.client();
        release.play("Install");
        release.startPod("default");
        release.play("Opt in");
        release.play("What is refused");
        release.play("Change both sides");
        release.play("Upgrade");
        assertThat(made(client))
                .as("what the controller made goes with the Deployment")
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.getMetadata().getOwnerReferences())
                        .singleElement()
                        .satisfies(owner -> assertThat(owner.getName()).isEqualTo("ovpnguard")));
        release.play("Uninstall").check();
        assertThat(clusterWide(client)).isEmpty();
        assertThat(release.log()).doesNotContain(" ERROR ");
    }

    /** {@return the objects of the release's namespace that Helm does not know} */
    private static List<HasMetadata> made(KubernetesClient client) {
        return Stream.<HasMetadata>concat(
                        client.secrets().inNamespace("ovpnguard").list().getItems().stream()
                                .filter(secret -> !"helm.sh/release.v1".equals(secret.getType())),
                        client.leases().inNamespace("ovpnguard").list().getItems().stream())
                .toList();
    }

    private static List<HasMetadata> clusterWide(KubernetesClient client) {
        return Stream.<HasMetadata>concat(
                        client.rbac().clusterRoles().list().getItems().stream(),
                        client
                                .admissionRegistration()
                                .v1()
                                .validatingWebhookConfigurations()
                                .list()
                                .getItems()
                                .stream())
                .filter(object -> object.getMetadata().getName().contains("ovpnguard"))
                .toList();
    }
}

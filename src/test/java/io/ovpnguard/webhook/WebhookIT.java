package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Installed;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real kubectl and the fabric8 client meet when the packaged webhook is registered with a real API server. */
@ExtendWith(Installed.class)
class WebhookIT {

    private static final Map<String, String> BUNDLE = Map.of("ovpnguard.io/bundle", "office");
    private static final Map<String, String> OPT_IN = Map.of("ovpnguard.io/check", "true");
    private static final Map<String, String> OPTED_IN_BUNDLE =
            Map.of("ovpnguard.io/bundle", "office", "ovpnguard.io/check", "true");
    private static final Map<String, String> OPTED_OUT_BUNDLE =
            Map.of("ovpnguard.io/bundle", "office", "ovpnguard.io/check", "false");

    private final ControlPlane plane;
    private final Installation installation;
    private final KubernetesClient client;

    @TempDir
    private Path folder;

    WebhookIT(ControlPlane plane, Installation installation) {
        this.plane = plane;
        this.installation = installation;
        this.client = installation.client();
    }

    @AfterEach
    void logsHoldNothingOfASecret() {
        assertThat(installation.log()).doesNotContain(Misfit.PLANTED);
    }

    @ParameterizedTest
    @EnumSource
    void anUnfittingClientIsRefusedAndTheCorrectedOneAdmitted(Misfit misfit) throws IOException {
        var namespace = namespace(OPT_IN);
        var unfitting = misfit.unfittingClient(namespace, BUNDLE);
        var fitting = misfit.fittingClient(namespace, BUNDLE);
        assertThat(apply(List.of(misfit.server(namespace, BUNDLE))).isSuccess()).isTrue();

        assertRefused(apply(List.of(unfitting), "--dry-run=server"), misfit, namespace);
        assertRefused(apply(List.of(unfitting)), misfit, namespace);
        assertThat(storedClients(namespace)).isZero();

        var dry = apply(List.of(fitting), "--dry-run=server");
        assertThat(dry.output()).endsWith("secret/alice created (server dry run)");
        assertThat(storedClients(namespace)).isZero();
        assertThat(apply(List.of(fitting)).output()).endsWith("secret/alice created");
        assertThat(storedClients(namespace)).isEqualTo(1);
    }

    private static void assertRefused(Command.Result result, Misfit misfit, String namespace) {
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.output())
                .contains("Error from server (Forbidden): error when creating ")
                .contains("admission webhook \"namespace.ovpnguard.io\" denied the request: ");
        assertThat(reason(result))
                .contains("Secret " + namespace + "/alice, alice.ovpn line " + Misfit.LINE)
                .contains("ConfigMap " + namespace + "/server, server.conf line " + Misfit.LINE)
                .contains(misfit.serverValue(), misfit.clientValue())
                .contains("\n  what happens: ", "\n  help: ", "\n  more: ovpnguard explain ")
                .doesNotContain(Misfit.PLANTED);
    }

    /** {@return what the webhook said; before it, kubectl itself may print what it had sent} */
    private static String reason(Command.Result result) {
        return result.output().split("denied the request: ", 2)[1];
    }

    @ParameterizedTest
    @EnumSource
    void aServerIsNotChangedUnderItsStoredClients(Misfit misfit) throws IOException {
        var namespace = namespace(OPT_IN);
        var changed = misfit.changedServer(namespace, BUNDLE);
        var both = List.of(misfit.server(namespace, BUNDLE), misfit.fittingClient(namespace, BUNDLE));
        assertThat(apply(both).isSuccess()).isTrue();

        var refused = apply(List.of(changed));
        assertThat(refused.isSuccess()).isFalse();
        assertThat(refused.output()).contains("Error from server (Forbidden): error when applying patch");
        assertThat(reason(refused))
                .contains("ConfigMap " + namespace + "/server, server.conf line " + Misfit.LINE)
                .contains("Secret " + namespace + "/alice, alice.ovpn line " + Misfit.LINE)
                .contains(misfit.clientValue(), misfit.fittingValue())
                .doesNotContain(Misfit.PLANTED);

        client.secrets().inNamespace(namespace).withName("alice").delete();
        assertThat(apply(List.of(changed)).output()).contains("configmap/server configured");
    }

    @Test
    void whatHasNotOptedInIsNeverSent() throws IOException {
        var namespace = namespace(Map.of());
        var judged = namespace(OPT_IN);
        var before = calls();

        assertThat(apply(both(Misfit.TUN_MTU, namespace, BUNDLE)).isSuccess()).isTrue();
        assertThat(apply(both(Misfit.TUN_MTU, judged, OPTED_OUT_BUNDLE)).isSuccess())
                .isTrue();
        assertThat(apply(both(Misfit.TUN_MTU, "ovpnguard", OPTED_IN_BUNDLE)).isSuccess())
                .as("its own namespace")
                .isTrue();

        assertThat(calls()).isEqualTo(before);
        assertThat(storedClients(namespace)).isEqualTo(1);
        assertThat(storedClients(judged)).isEqualTo(1);
    }

    @Test
    void secretsOfAnotherPurposeAreNeverSentAndDeletionsOfOthersAre() throws IOException {
        var namespace = namespace(OPT_IN);
        var before = calls();
        var foreign = secret(namespace, "foreign", "kubernetes.io/dockerconfigjson", Map.of(".dockerconfigjson", "{}"));
        var config = secret(namespace, "config", "Opaque", Map.of("a.ovpn", "client\nremote a\n"));

        client.resource(foreign).create();
        client.resource(foreign).delete();
        assertThat(calls()).isEqualTo(before);
        client.resource(config).create();
        assertThat(calls()).isEqualTo(before + 1);
        client.resource(config).delete();
        assertThat(calls()).isEqualTo(before + 2);
    }

    private static Secret secret(String namespace, String name, String type, Map<String, String> texts) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withType(type)
                .withStringData(texts)
                .build();
    }

    @Test
    void anObjectOptsInByItself() throws IOException {
        var namespace = namespace(Map.of());
        var result = apply(both(Misfit.TUN_MTU, namespace, OPTED_IN_BUNDLE));

        assertThat(result.output())
                .contains("configmap/server created")
                .contains("admission webhook \"object.ovpnguard.io\" denied the request: ");
        assertThat(storedClients(namespace)).isZero();
    }

    @Test
    void whatHasNotOptedInIsNoCounterpartEither() throws IOException {
        var namespace = namespace(Map.of());
        assertThat(apply(List.of(Misfit.CIPHER.server(namespace, BUNDLE))).isSuccess())
                .isTrue();

        var result = apply(List.of(Misfit.CIPHER.unfittingClient(namespace, OPTED_IN_BUNDLE)));
        assertThat(result.isSuccess()).isTrue();
        assertThat(result.output()).contains("no server of its bundle");
    }

    @Test
    void theOnlyServerOfANamespaceIsAGuessAndDeniesNothing() throws IOException {
        var namespace = namespace(OPT_IN);
        var result = apply(both(Misfit.TUN_MTU, namespace, Map.of()));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.output())
                .contains("Warning: ovpnguard: Secret " + namespace + "/alice, alice.ovpn line " + Misfit.LINE)
                .contains("secret/alice created");
    }

    @Test
    void aClientWithoutServerIsAdmittedWithAWarning() throws IOException {
        var namespace = namespace(OPT_IN);
        var result = apply(List.of(Misfit.CIPHER.unfittingClient(namespace, BUNDLE)));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.output())
                .contains("Warning: ovpnguard: Secret " + namespace + "/alice, alice.ovpn: no server of its bundle");
    }

    @Test
    void whatHoldsNoConfigIsAdmittedInSilence() throws IOException {
        var namespace = namespace(OPT_IN);
        var other = Misfit.CIPHER.unfittingClient(namespace, BUNDLE);
        other.setStringData(Map.of("password", "correct horse battery staple"));

        assertThat(apply(List.of(other)).output()).isEqualTo("secret/alice created");
    }

    @ParameterizedTest
    @EnumSource
    void theFabric8ClientIsToldTheSame(Misfit misfit) throws IOException {
        var namespace = namespace(OPT_IN);
        client.resource(misfit.server(namespace, BUNDLE)).create();
        var unfitting = client.resource(misfit.unfittingClient(namespace, BUNDLE));

        for (var create :
                List.<Runnable>of(unfitting::create, () -> unfitting.dryRun().create())) {
            assertThatThrownBy(create::run).isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                assertThat(refused.getCode()).isEqualTo(403);
                assertThat(refused.getStatus().getReason()).isEqualTo("Forbidden");
                assertThat(refused.getStatus().getMessage())
                        .contains(misfit.serverValue(), misfit.clientValue())
                        .doesNotContain(Misfit.PLANTED);
            });
        }
        client.resource(misfit.fittingClient(namespace, BUNDLE)).create();
        assertThat(storedClients(namespace)).isEqualTo(1);
    }

    private String namespace(Map<String, String> labels) {
        return sandbox().namespace(labels);
    }

    private static List<HasMetadata> both(Misfit misfit, String namespace, Map<String, String> labels) {
        return List.of(misfit.server(namespace, labels), misfit.unfittingClient(namespace, labels));
    }

    private Command.Result apply(List<? extends HasMetadata> objects, String... options) throws IOException {
        return sandbox().apply(objects, options);
    }

    private int storedClients(String namespace) {
        return sandbox().storedClients(namespace);
    }

    private Sandbox sandbox() {
        return new Sandbox(plane, installation, folder);
    }

    /** {@return how many reviews the webhook has answered} */
    private double calls() throws IOException {
        return sandbox().metric("http_server_requests_seconds_count{", "\"/validate\"");
    }
}

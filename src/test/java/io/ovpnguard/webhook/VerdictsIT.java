package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Installed;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences of docs/verdicts.md, said by a real API server. */
@ExtendWith(Installed.class)
class VerdictsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OFFICE = Map.of("ovpnguard.io/bundle", "office");
    private static final Map<String, String> ASKS = Map.of("ovpnguard.io/check", "true");
    private static final Map<String, String> ASKING_OFFICE =
            Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", "office");
    private static final Misfit MTU = Misfit.TUN_MTU;

    /** What the API server passes on of one warning, and of all. */
    private static final int LONGEST = 256;

    private static final int ALL = 4096;

    private final ControlPlane plane;
    private final Sandbox sandbox;

    VerdictsIT(ControlPlane plane, Installation installation, @TempDir Path folder) {
        this.plane = plane;
        this.sandbox = new Sandbox(plane, installation, folder);
    }

    @Test
    void onlyWhatAnUpdateMakesWorseIsDenied() throws IOException {
        var namespace = faultyNamespace();
        var touched = MTU.unfittingClient(namespace, OFFICE);
        edit(touched, "\\z", "verb 4\n");
        var worse = MTU.unfittingClient(namespace, OFFICE);
        edit(worse, "tun-mtu 1400", "tun-mtu 1300");

        var kept = sandbox.apply(List.of(touched));
        assertThat(kept.isSuccess()).isTrue();
        assertThat(kept.output())
                .contains("Warning: ovpnguard: Secret " + namespace + "/alice, alice.ovpn line 6:"
                        + " error[mismatched-tun-mtu]: ");
        assertDenied(sandbox.apply(List.of(worse)), "error[mismatched-tun-mtu]");
        assertThat(sandbox.apply(List.of(MTU.fittingClient(namespace, OFFICE))).output())
                .endsWith("secret/alice configured");
    }

    @Test
    void labellingLaterIsJudgedLikeACreate() throws IOException {
        var namespace = sandbox.namespace(Map.of());
        var both = List.<HasMetadata>of(MTU.server(namespace, ASKING_OFFICE), MTU.unfittingClient(namespace, OFFICE));
        assertThat(sandbox.apply(both).isSuccess())
                .as("the client does not ask")
                .isTrue();

        assertDenied(kubectl(namespace, "label", "secret", "alice", "ovpnguard.io/check=true"), "mismatched-tun-mtu");
    }

    @Test
    void aChangeOfBundleIsJudgedLikeACreate() throws IOException {
        var namespace = sandbox.namespace(ASKS);
        var elsewhere = MTU.unfittingClient(namespace, Map.of("ovpnguard.io/bundle", "lab"));
        assertThat(sandbox.apply(List.of(MTU.server(namespace, OFFICE), elsewhere))
                        .isSuccess())
                .isTrue();

        assertDenied(
                kubectl(namespace, "label", "--overwrite", "secret", "alice", "ovpnguard.io/bundle=office"),
                "mismatched-tun-mtu");
    }

    /** Each says how the object is to be measured. */
    @ParameterizedTest
    @ValueSource(strings = {"ovpnguard.io/client-versions=2.6", "ovpnguard.io/roles=alice.ovpn=client"})
    void aChangeOfVersionsOrRolesIsJudgedLikeACreate(String annotation) throws IOException {
        var namespace = faultyNamespace();

        assertDenied(kubectl(namespace, "annotate", "secret", "alice", annotation), "mismatched-tun-mtu");
    }

    @Test
    void whatTouchesNothingRelevantIsNotEvaluated() throws IOException {
        var namespace = faultyNamespace();
        var before = reads();

        var server = kubectl(namespace, "annotate", "configmap", "server", "example.com/seen=today");
        var client = kubectl(namespace, "annotate", "secret", "alice", "example.com/seen=today");

        assertThat(server.output()).isEqualTo("configmap/server annotated");
        assertThat(client.output()).as("nothing is said of its fault").isEqualTo("secret/alice annotated");
        assertThat(reads()).as("counterparts were not looked for").isEqualTo(before);
    }

    @Test
    void revisionsSeparateGenerations() throws IOException {
        var namespace = sandbox.namespace(ASKS);
        assertThat(sandbox.apply(List.of(
                                revised("1", MTU.server(namespace, OFFICE)),
                                revised("1", MTU.fittingClient(namespace, OFFICE))))
                        .isSuccess())
                .isTrue();

        assertDenied(sandbox.apply(List.of(revised("1", MTU.changedServer(namespace, OFFICE)))), "mismatched-tun-mtu");
        var server = sandbox.apply(List.of(revised("2", MTU.changedServer(namespace, OFFICE))));
        assertThat(server.output())
                .as("with the live ones, as a warning")
                .contains("Warning: ovpnguard: ", "warning[mismatched-tun-mtu]")
                .endsWith("configmap/server configured");
        var other = MTU.unfittingClient(namespace, OFFICE);
        edit(other, "tun-mtu 1400", "tun-mtu 1300");
        assertDenied(sandbox.apply(List.of(revised("2", other))), "mismatched-tun-mtu");
        assertThat(sandbox.apply(List.of(revised("2", MTU.unfittingClient(namespace, OFFICE))))
                        .output())
                .endsWith("secret/alice configured");
    }

    @Test
    void aDenialOfOneSideSaysHowBothCanChange() throws IOException {
        var namespace = sandbox.namespace(ASKS);
        sandbox.apply(List.of(MTU.server(namespace, OFFICE), MTU.fittingClient(namespace, OFFICE)));

        assertDenied(
                sandbox.apply(List.of(MTU.changedServer(namespace, OFFICE))),
                "write `ovpnguard.io/revision: \"2\"`, or another new value, under `annotations` of all");
    }

    @Test
    void warningsArriveWhole() throws IOException {
        var namespace = sandbox.namespace(ASKS);
        var client = MTU.unfittingClient(namespace, OFFICE);
        var config = client.getStringData().get("alice.ovpn");
        var configs = new HashMap<String, String>();
        IntStream.range(0, 60).forEach(number -> configs.put("client-" + number + "-" + "x".repeat(150), config));
        client.setStringData(configs);

        var warnings = sandbox.apply(List.of(client))
                .output()
                .lines()
                .filter(line -> line.startsWith("Warning: "))
                .map(line -> line.substring("Warning: ".length()))
                .toList();

        assertThat(warnings).hasSizeGreaterThan(10).allMatch(warning -> warning.length() <= LONGEST);
        assertThat(warnings.stream().mapToInt(String::length).sum()).isBetween(ALL - LONGEST, ALL);
        assertThat(warnings.getLast()).isEqualTo("and " + (60 - (warnings.size() - 1)) + " more");
    }

    @Test
    void deletingWhatLiveClientsNeedWarns() throws IOException {
        var namespace = sandbox.namespace(ASKS);
        sandbox.apply(List.of(MTU.server(namespace, OFFICE), MTU.fittingClient(namespace, OFFICE)));

        assertThat(kubectl(namespace, "delete", "configmap", "server").output())
                .isEqualTo(
                        "Warning: ovpnguard: ConfigMap " + namespace + "/server, server.conf: is the server of Secret "
                                + namespace + "/alice, alice.ovpn\n"
                                + "configmap \"server\" deleted from " + namespace + " namespace");
        assertThat(kubectl(namespace, "delete", "secret", "alice").output()).doesNotContain("Warning");
    }

    @Test
    void theAuditLogHoldsTheVerdictAndTheRules() throws IOException {
        var namespace = sandbox.namespace(ASKS);
        sandbox.apply(List.of(MTU.server(namespace, OFFICE), MTU.unfittingClient(namespace, OFFICE)));
        sandbox.apply(List.of(MTU.fittingClient(namespace, OFFICE)));

        var audited = Files.readAllLines(plane.auditLog()).stream()
                .filter(line -> line.contains("\"namespace\":\"" + namespace + "\""))
                .map(VerdictsIT::annotations)
                .toList();

        assertThat(audited)
                .extracting(annotations ->
                        annotations.path("namespace.ovpnguard.io/verdict").asText())
                .as("a static key in a ConfigMap warns")
                .containsExactly("warned", "denied", "allowed");
        assertThat(audited.get(1).path("namespace.ovpnguard.io/rules").asText()).isEqualTo("mismatched-tun-mtu");
        assertThat(audited.toString()).doesNotContain("1400", Misfit.PLANTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDryRunOfASetIsRefusedAtItsSecondObject(boolean serverFirst, @TempDir Path set) throws IOException {
        var namespace = sandbox.namespace(ASKS);
        var server = MTU.server(namespace, OFFICE);
        var client = MTU.unfittingClient(namespace, OFFICE);
        Files.writeString(set.resolve("1.yaml"), Serialization.asYaml(serverFirst ? server : client));
        Files.writeString(set.resolve("2.yaml"), Serialization.asYaml(serverFirst ? client : server));

        var refused = sandbox.apply(set, "--dry-run=server");

        assertDenied(refused, "2.yaml\": admission webhook");
        assertThat(refused.output())
                .contains(
                        serverFirst
                                ? "configmap/server created (server dry run)"
                                : "secret/alice created (server dry run)")
                .containsPattern("/" + (serverFirst ? "server" : "alice") + " \\(of your dry run \\d+ s ago\\), ");
        var real = sandbox.apply(List.of(client));
        assertThat(real.isSuccess()).as("a real write knows nothing of them").isTrue();
        assertThat(real.output()).contains("no server of its bundle is stored yet");
    }

    @Test
    void aDryRunOfASetThatFitsPasses(@TempDir Path set) throws IOException {
        var namespace = sandbox.namespace(ASKS);
        Files.writeString(set.resolve("1.yaml"), Serialization.asYaml(MTU.server(namespace, OFFICE)));
        Files.writeString(set.resolve("2.yaml"), Serialization.asYaml(MTU.fittingClient(namespace, OFFICE)));

        assertThat(sandbox.apply(set, "--dry-run=server").output()).endsWith("""
                configmap/server created (server dry run)
                secret/alice created (server dry run)""");
        assertThat(sandbox.storedClients(namespace)).isZero();
    }

    @Test
    void anotherBundleOfTheSameNamespaceIsNoneOfItsBusiness() throws IOException {
        var namespace = sandbox.namespace(ASKS);
        var stranger = MTU.unfittingClient(namespace, Map.of("ovpnguard.io/bundle", "provider"));

        assertThat(sandbox.apply(List.of(MTU.server(namespace, OFFICE), stranger))
                        .output())
                .doesNotContain("mismatched-tun-mtu")
                .endsWith("secret/alice created");
    }

    /** {@return a namespace that asks for judgement since after its client got in that does not fit} */
    private String faultyNamespace() throws IOException {
        var namespace = sandbox.namespace(Map.of());
        var both = List.<HasMetadata>of(MTU.server(namespace, OFFICE), MTU.unfittingClient(namespace, OFFICE));
        assertThat(sandbox.apply(both).isSuccess()).isTrue();
        assertThat(plane.kubectl("label", "namespace", namespace, "ovpnguard.io/check=true")
                        .isSuccess())
                .isTrue();
        return namespace;
    }

    private static void assertDenied(Command.Result result, String reason) {
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.output()).contains("(Forbidden)", "denied the request: ", reason);
    }

    private static void edit(Secret client, String regex, String replacement) {
        client.getStringData().compute("alice.ovpn", (_, config) -> config.replaceFirst(regex, replacement));
    }

    private static HasMetadata revised(String revision, HasMetadata object) {
        object.getMetadata().setAnnotations(Map.of("ovpnguard.io/revision", revision));
        return object;
    }

    private static JsonNode annotations(String event) {
        try {
            return JSON.readTree(event).path("annotations");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Command.Result kubectl(String namespace, String... words) {
        return plane.kubectl(Stream.concat(Stream.of("--namespace", namespace), Stream.of(words))
                .toArray(String[]::new));
    }

    /** {@return how often counterparts were read from the API server} */
    private double reads() throws IOException {
        return sandbox.metric("ovpnguard_fresh_read_duration_seconds_count{", "");
    }
}

package io.ovpnguard.cluster.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovpnguard.cluster.Cluster;
import io.ovpnguard.cluster.Reach;
import io.ovpnguard.cluster.audit.AuditLoop;
import io.ovpnguard.cluster.lease.Leadership;
import io.ovpnguard.cluster.lease.Replica;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.policy.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a real API server makes of policies, and a controller of those that it has. */
@TestMethodOrder(OrderAnnotation.class)
class PoliciesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path KIND = Path.of("helm/ovpnguard/files/openvpnpolicies.yaml");
    private static final RuleId MTU = new RuleId("mismatched-tun-mtu");
    private static final RuleId DH = new RuleId("small-dh");

    private static final String STRICT = """
              namespaceSelector: {matchLabels: {env: prod}}
              rules: {mismatched-tun-mtu: deny, small-dh: deny}
            """;
    private static final String EXCEPTIONS = """
              exceptions: [{bundle: vpn/%s, rule: missing-device-type, reason: x, until: "2999-01-01"}]
            """;

    @TempDir
    private static Path folder;

    private static ControlPlane plane;
    private static KubernetesClient api;
    private static final SimpleMeterRegistry METRICS = new SimpleMeterRegistry();
    private static Cluster cluster;
    private static Leadership leadership;
    private static PolicyWatch policies;
    private static PolicyStatuses statuses;

    @BeforeAll
    static void startApiServer() {
        plane = ControlPlane.start(folder);
        api = plane.client();
        namespace("vpn", Map.of("env", "prod", "ovpnguard.io/check", "true"));
        namespace("lab", Map.of("env", "lab", "ovpnguard.io/check", "true"));
        object("vpn", "alice", Map.of("tier", "edge"));
        object("vpn", "bob", Map.of());
        object("lab", "carol", Map.of());
        cluster = new Cluster(api, Reach.ALL, Duration.ZERO, METRICS);
        leadership = new Leadership(
                api,
                new Replica("default", "one", "policies", Optional.empty()),
                Duration.ofSeconds(2),
                InstantSource.system());
        policies = new PolicyWatch(api, METRICS);
        statuses = new PolicyStatuses(api, policies, cluster.inventory(), leadership, InstantSource.system());
        cluster.start();
        leadership.start();
        policies.start();
        statuses.start();
    }

    @AfterAll
    static void stopApiServer() {
        if (plane != null) {
            statuses.close();
            policies.close();
            leadership.close();
            cluster.close();
            api.close();
            plane.close();
        }
    }

    @Test
    @Order(1)
    void withoutTheKindNoneIsInForce() {
        await(policies::isSynced);
        assertThat(policies.all().all()).isEmpty();

        var installed = plane.kubectl("apply", "--server-side", "-f", KIND.toString());
        assertThat(installed.isSuccess()).as(installed.output()).isTrue();
        await(() -> plane.kubectl("get", "openvpnpolicies").isSuccess());
    }

    @Test
    @Order(2)
    void whatIsStoredIsInForceForWhatItSelects() throws IOException {
        assertThat(apply("strict", STRICT)).contains("created");
        assertThat(apply("edge", """
                  objectSelector: {matchLabels: {tier: edge}}
                  rules: {small-dh: warn}
                """)).contains("created");

        await(() -> policies.of("vpn", Map.of("tier", "edge")).names().equals(List.of("edge", "strict")));
        assertThat(policies.of("vpn", Map.of()).names()).containsExactly("strict");
        assertThat(policies.of("lab", Map.of()).names()).isEmpty();

        namespace("lab", Map.of("env", "prod", "ovpnguard.io/check", "true"));
        await(() -> policies.of("lab", Map.of()).names().equals(List.of("strict")));
    }

    @Test
    @Order(3)
    void theStatusTellsWhatIsMadeOfAPolicy() {
        await(() -> Integer.valueOf(3).equals(status("strict", "selectedObjects")));
        assertThat(Optional.<Object>ofNullable(status("edge", "selectedObjects")))
                .contains(1);
        assertThat(ready("strict"))
                .containsEntry("status", "True")
                .containsEntry("reason", "InForce")
                .containsEntry("message", "it is in force as it is written")
                .containsKey("lastTransitionTime");
        assertThat(Optional.<Object>ofNullable(status("strict", "observedGeneration")))
                .contains(1);
        var shown = plane.kubectl("get", "openvpnpolicies").output();
        System.out.println(shown);
        assertThat(shown.lines().findFirst().orElseThrow()).contains("NAME", "READY", "SELECTED", "AGE");
    }

    @Test
    @Order(4)
    void nothingIsWrittenWhileNothingChanges() throws InterruptedException {
        var version = version("strict");
        var set = policies.all();
        Thread.sleep(Duration.ofSeconds(12));
        assertThat(version("strict")).isEqualTo(version);
        assertThat(policies.all()).isSameAs(set);
    }

    @Test
    @Order(5)
    void anExceptionForNothingIsNamedUntilItIsMended() throws IOException {
        try (var audit = new AuditLoop(
                api,
                cluster.inventory(),
                policies,
                leadership,
                Optional.of("cluster-admin"),
                Duration.ofSeconds(1),
                InstantSource.system(),
                METRICS)) {
            audit.start();
            assertThat(apply("strict", STRICT + EXCEPTIONS.formatted("offce"))).contains("configured");

            await(() -> condition("ExceptionsUsed")
                    .getOrDefault("message", "")
                    .equals("nothing was found for which there are exceptions: `missing-device-type` of vpn/offce"));
            assertThat(condition("ExceptionsUsed")).containsEntry("status", "False");

            api.secrets().inNamespace("vpn").delete();
            api.configMaps().inNamespace("vpn").delete();
            await(() -> condition("ExceptionsUsed").isEmpty());
            object("vpn", "alice", Map.of("tier", "edge"));
            await(() -> !condition("ExceptionsUsed").isEmpty());

            assertThat(apply("strict", STRICT)).contains("configured");
            await(() -> condition("ExceptionsUsed").isEmpty());
        }
    }

    @Test
    @Order(5)
    void theSchemaRefusesWhatItCan() throws IOException {
        assertThat(apply("bad", "  rules: {small-dh: dney}\n"))
                .contains("spec.rules.small-dh: Unsupported value: \"dney\"");
        assertThat(apply("bad", "  severities: {info: deny}\n"))
                .contains("spec.severities.info: Invalid value", "what is only worth knowing denies nothing");
        assertThat(apply("bad", "  require: {dataCiphers: []}\n"))
                .contains("spec.require.dataCiphers: Invalid value: 0: spec.require.dataCiphers in body should have at"
                        + " least 1 items");
        assertThat(apply("bad", "  require: {minTlsVersion: \"1.4\", minRsaBits: 128}\n"))
                .contains("spec.require.minTlsVersion: Unsupported value: \"1.4\"")
                .contains("spec.require.minRsaBits: Invalid value: 128");
        assertThat(apply("bad", "  expiry: {certificateDays: -1}\n"))
                .contains("spec.expiry.certificateDays: Invalid value: -1");
        assertThat(apply("bad", "  rule: {}\n")).contains("unknown field \"spec.rule\"");
        assertThat(apply("bad", "  exceptions: [{bundle: office, rule: small-dh, reason: x, until: \"2027-01-01\"}]\n"))
                .contains("spec.exceptions[0].bundle");
    }

    /** No webhook is here to refuse it. */
    @Test
    @Order(6)
    void aPolicyThatBreaksStaysAsItWasLastGood() throws IOException {
        assertThat(apply("strict", "  rules: {no-such-rule: deny, small-dh: warn}\n"))
                .contains("configured");

        await(() -> "False".equals(ready("strict").get("status")));
        assertThat(ready("strict"))
                .containsEntry("reason", "LastGoodVersionInForce")
                .containsEntry(
                        "message",
                        "the last version that could be read is in force: spec.rules[no-such-rule]: no rule is called"
                                + " `no-such-rule`; `ovpnguard rules` lists them");
        var kept = policies.all().all().stream()
                .filter(policy -> policy.name().equals("strict"))
                .findFirst()
                .orElseThrow();
        assertThat(kept.rules()).isEqualTo(Map.of(MTU, Level.DENY, DH, Level.DENY));
        assertThat(gauge("last_good")).isEqualTo(1);

        assertThat(apply("never", "  rules: {no-such-rule: deny}\n")).contains("created");
        await(() -> "NotInForce".equals(ready("never").get("reason")));
        assertThat(gauge("not_in_force")).isEqualTo(1);

        assertThat(apply("strict", "  rules: {small-dh: warn}\n")).contains("configured");
        await(() -> "True".equals(ready("strict").get("status")));
        assertThat(gauge("last_good")).isZero();
    }

    @Test
    @Order(7)
    void whatIsDeletedIsNoLongerInForce() {
        plane.kubectl("delete", "openvpnpolicies", "--all");
        await(() -> policies.all().all().isEmpty());
        assertThat(gauge("in_force")).isZero();
    }

    private static double gauge(String state) {
        return METRICS.get("ovpnguard.policies").tag("state", state).gauge().value();
    }

    private static String apply(String name, String spec) throws IOException {
        var file = Files.writeString(folder.resolve(name + ".yaml"), """
                apiVersion: ovpnguard.io/v1alpha1
                kind: OpenVPNPolicy
                metadata: {name: %s}
                spec:
                %s""".formatted(name, spec));
        return plane.kubectl("apply", "-f", file.toString()).output();
    }

    private static GenericKubernetesResource stored(String name) {
        return api.genericKubernetesResources(PolicyWatch.KIND).withName(name).get();
    }

    private static Object status(String name, String field) {
        return stored(name).get("status", field);
    }

    private static Map<String, String> ready(String name) {
        return condition(name, "Ready");
    }

    private static Map<String, String> condition(String type) {
        return condition("strict", type);
    }

    private static Map<String, String> condition(String name, String type) {
        List<Map<String, String>> conditions = stored(name).get("status", "conditions");
        return conditions == null
                ? Map.of()
                : conditions.stream()
                        .filter(each -> type.equals(each.get("type")))
                        .findFirst()
                        .orElse(Map.of());
    }

    private static String version(String name) {
        return stored(name).getMetadata().getResourceVersion();
    }

    private static void namespace(String name, Map<String, String> labels) {
        api.resource(Namespaces.named(name, labels)).serverSideApply();
    }

    private static void object(String namespace, String name, Map<String, String> labels) {
        api.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .withData(Map.of("client.ovpn", "client\ndev tun\nremote a\n"))
                        .build())
                .create();
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until("it is so", LIMIT, condition);
    }
}

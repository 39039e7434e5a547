package io.ovpnguard.cluster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.ForeignKinds;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Level;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.PolicyLookup;
import io.ovpnguard.policy.Sketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a real API server has of the audit, from before it knows reports. */
@TestMethodOrder(OrderAnnotation.class)
class AuditIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final Map<String, String> OFFICE =
            Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", "office");

    /** No output may hold it. */
    private static final String PLANTED = "planted-secret-word";

    @TempDir
    private static Path folder;

    private static ControlPlane plane;
    private static KubernetesClient api;

    @BeforeAll
    static void startApiServer() {
        plane = ControlPlane.start(folder);
        api = plane.client();
        namespace("vpn", Map.of());
        server(1500);
        client("alice", 1500);
        client("bob", 1400);
        client("carol", 1400);
    }

    @AfterAll
    static void stopApiServer() {
        if (plane != null) {
            api.close();
            plane.close();
        }
    }

    @Test
    @Order(1)
    void withoutTheKindNothingIsReportedUntilItIsInstalled() {
        try (var auditor = Auditor.start(api, "one", INTERVAL)) {
            await(() -> auditor.audits() >= 2);
            assertThat(auditor.gauge("ovpnguard.audit.reports.installed")).isZero();
            assertThat(auditor.gauge("ovpnguard.audit.findings", "rule", "mismatched-tun-mtu", "bundle", "office"))
                    .isEqualTo(1);
            assertThat(auditor.gauge("ovpnguard.audit.age")).isBetween(0.0, 60.0);
            assertThat(events())
                    .as("new to this replica, once, whatever the number of audits")
                    .filteredOn(event -> event.getReason().equals("MismatchedTunMtu"))
                    .hasSize(3)
                    .allMatch(event ->
                            event.getSeries() == null && event.getType().equals("Warning"));

            ForeignKinds.POLICY_REPORTS.install(plane);

            await(() -> !reports().isEmpty());
            assertThat(auditor.gauge("ovpnguard.audit.reports.installed")).isEqualTo(1);
        }
    }

    @Test
    @Order(2)
    void whatIsStoredIsReported() {
        var report = report("ovpnguard-office").orElseThrow();

        assertThat(report.getMetadata().getAnnotations())
                .containsEntry(
                        "ovpnguard.io/summary",
                        "1 server (2.6, 2.7), 3 clients (2.4 to 2.7): 2 of 3 clients would lose large packets");
        assertThat(report.<Object>get("summary"))
                .isEqualTo(Map.of("pass", 0, "fail", 1, "warn", 0, "error", 0, "skip", 0));
        assertThat(report.toString()).doesNotContain(PLANTED);
        assertThat(report.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getName()).isEqualTo(Auditor.OWNER));
        assertThat(result(0))
                .containsEntry("policy", "ovpnguard")
                .containsEntry("rule", "mismatched-tun-mtu")
                .containsEntry("result", "fail")
                .containsEntry("severity", "high")
                .containsEntry("category", "transport")
                .containsEntry("source", "ovpnguard")
                .containsKey("timestamp");
    }

    @Test
    @Order(2)
    void eachObjectHasAnEventForEachRule() {
        var described = shown("describe", "configmap", "-n", "vpn", "server");

        assertThat(described)
                .containsPattern("Warning +MismatchedTunMtu +.* +ovpnguard.io/audit(, one)? +server has `tun-mtu 1500`")
                .doesNotContain(PLANTED);
        assertThat(events()).noneMatch(event -> event.toString().contains(PLANTED));
        assertThat(events().stream().map(event -> event.getRegarding().getName() + event.getReason()))
                .doesNotHaveDuplicates();
    }

    @Test
    @Order(3)
    void nothingIsWrittenWhileNothingChanges() throws IOException {
        var version = report("ovpnguard-office").orElseThrow().getMetadata().getResourceVersion();
        var written = writes();
        try (var auditor = Auditor.start(api, "two", Duration.ofMillis(300))) {
            await(() -> auditor.audits() >= 8);
            assertThat(auditor.writes()).isZero();
        }
        assertThat(writes())
                .as("told by the API server itself")
                .isEqualTo(written)
                .isNotEmpty();
        assertThat(report("ovpnguard-office").orElseThrow().getMetadata().getResourceVersion())
                .isEqualTo(version);
    }

    @Test
    @Order(4)
    void whatChangesIsReportedAtOnceAndWhatStaysKeepsItsDate() {
        try (var auditor = Auditor.start(api, "three", SELDOM)) {
            await(() -> auditor.audits() >= 1);
            var dated = result(0).get("timestamp");

            client("carol", 1500);
            await(() -> report("ovpnguard-office")
                    .orElseThrow()
                    .getMetadata()
                    .getAnnotations()
                    .get("ovpnguard.io/summary")
                    .contains("1 of 3 clients"));
            assertThat(result(0)).containsEntry("timestamp", dated);

            client("bob", 1500);
            await(() -> count("fail") == 0);
            assertThat(count("pass")).isEqualTo(1);

            client("bob", 1400);
            await(() ->
                    events().stream().filter(event -> event.getSeries() != null).count() == 2);
            assertThat(events().stream().filter(event -> event.getSeries() != null))
                    .as("what comes back goes on with its event")
                    .extracting(event -> event.getRegarding().getName() + " "
                            + event.getSeries().getCount())
                    .containsExactlyInAnyOrder("server 2", "bob 2");
        }
    }

    @Test
    @Order(5)
    void whatSomebodySpoilsIsMended() {
        try (var auditor = Auditor.start(api, "four", INTERVAL)) {
            reports().forEach(report -> api.resource(report).delete());
            await(() -> report("ovpnguard-office").isPresent());

            api.genericKubernetesResources(PolicyReport.KIND)
                    .inNamespace("vpn")
                    .withName("ovpnguard-office")
                    .edit(report -> {
                        report.setAdditionalProperty("results", List.of(Map.of("policy", "nonsense")));
                        return report;
                    });
            await(() -> result(0).containsKey("rule"));
            assertThat(auditor.audits()).isPositive();
        }
    }

    @Test
    @Order(6)
    void whoNoLongerAsksHasNoReport() {
        namespace("asks", Map.of("ovpnguard.io/check", "true"));
        api.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("asks")
                        .withName("server")
                        .endMetadata()
                        .addToData("server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\n")
                        .build())
                .create();
        try (var auditor = Auditor.start(api, "five", SELDOM)) {
            await(() -> reports().stream()
                    .anyMatch(report -> report.getMetadata().getNamespace().equals("asks")));

            api.namespaces().withName("asks").edit(old -> {
                old.getMetadata().getLabels().remove("ovpnguard.io/check");
                return old;
            });
            await(() -> reports().stream()
                    .noneMatch(report -> report.getMetadata().getNamespace().equals("asks")));
            assertThat(report("ovpnguard-office")).isPresent();

            api.configMaps().inNamespace("vpn").withName("server").delete();
            await(() -> report("ovpnguard-office").isEmpty());
            assertThat(report("ovpnguard")).as("on clients without a server").isPresent();
            assertThat(auditor.writes()).isPositive();
        }
    }

    @Test
    @Order(7)
    void oneOfSeveralAudits() {
        var one = Auditor.start(api, "one-of-two", INTERVAL);
        await(() -> one.audits() >= 1);
        try (var two = Auditor.start(api, "two-of-two", INTERVAL)) {
            server(1500);
            await(() -> report("ovpnguard-office").isPresent());
            assertThat(two.audits()).isZero();
            assertThat(two.gauge("ovpnguard.audit.age")).isNaN();

            one.close();

            await(() -> two.audits() >= 1);
            assertThat(two.writes()).as("all is there already").isZero();
        } finally {
            one.close();
        }
    }

    @Test
    @Order(8)
    void policiesSayWhatIsReportedAndAChangeOfOneIsFollowedAtOnce() {
        var lookup = new PoliciesOfTest(policies(Level.AUDIT));
        try (var auditor = Auditor.start(api, "six", SELDOM, lookup)) {
            await(() -> count("fail") == 0);
            assertThat(result(0)).containsEntry("rule", "mismatched-tun-mtu").containsEntry("severity", "low");
            assertThat(result(0).get("properties"))
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                    .containsEntry("policy", "only counted by policy \"observe\"");

            lookup.inForce = policies(Level.OFF);

            await(() -> !report("ovpnguard-office").orElseThrow().toString().contains("mismatched-tun-mtu"));
            assertThat(auditor.audits()).isPositive();
        }
    }

    @Test
    @Order(9)
    void aBundleThatIsSplitForTooLongFails() {
        api.secrets().inNamespace("vpn").withName("alice").edit(old -> {
            old.getMetadata().setAnnotations(Map.of("ovpnguard.io/revision", "2"));
            return old;
        });
        var limit = new Sketch("short").maxSplit(Duration.ofSeconds(3), "3s").policy();
        var lookup = new PoliciesOfTest(Policies.of(List.of(limit)));
        try (var auditor = Auditor.start(api, "seven", INTERVAL, lookup)) {
            await(() -> result(0).get("message").toString().endsWith("policy \"short\" allows that for 3s"));
            await(() -> events().stream().anyMatch(event -> event.getReason().equals("SplitBundle")));
            assertThat(auditor.gauge("ovpnguard.audit.findings", "rule", "split-bundle", "result", "fail"))
                    .isEqualTo(1);
        }
    }

    private static final class PoliciesOfTest implements PolicyLookup {

        private volatile Policies inForce;

        private PoliciesOfTest(Policies inForce) {
            this.inForce = inForce;
        }

        @Override
        public EffectivePolicy of(String namespace, Map<String, String> labels) {
            return inForce.of(namespace, Map.of(), labels);
        }

        @Override
        public Policies all() {
            return inForce;
        }
    }

    private static Policies policies(Level level) {
        return Policies.of(List.of(new Sketch("observe")
                .rule(new RuleId("mismatched-tun-mtu"), level)
                .policy()));
    }

    private static List<GenericKubernetesResource> reports() {
        return api.genericKubernetesResources(PolicyReport.KIND)
                .inAnyNamespace()
                .list()
                .getItems();
    }

    private static Optional<GenericKubernetesResource> report(String name) {
        return reports().stream()
                .filter(report -> report.getMetadata().getNamespace().equals("vpn"))
                .filter(report -> report.getMetadata().getName().equals(name))
                .findFirst();
    }

    private static List<Event> events() {
        return api.events().v1().events().inNamespace("vpn").list().getItems().stream()
                .filter(event -> "ovpnguard.io/audit".equals(event.getReportingController()))
                .toList();
    }

    private static Map<String, Object> result(int index) {
        return report("ovpnguard-office").orElseThrow().get("results", index);
    }

    /** {@return what kubectl shows} */
    private static String shown(String... words) {
        return plane.kubectl(words).output();
    }

    private static int count(String result) {
        return report("ovpnguard-office").orElseThrow().<Integer>get("summary", result);
    }

    /** {@return what the API server tells of writes to reports} */
    private static List<String> writes() throws IOException {
        return Files.readAllLines(plane.auditLog()).stream()
                .filter(line ->
                        line.contains("\"resource\":\"policyreports\"") || line.contains("\"resource\":\"events\""))
                .toList();
    }

    private static void namespace(String name, Map<String, String> labels) {
        api.resource(Namespaces.named(name, labels)).create();
    }

    private static void server(int mtu) {
        api.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("vpn")
                        .withName("server")
                        .withLabels(OFFICE)
                        .endMetadata()
                        .addToData(
                                "server.conf",
                                "dev tun\nserver 10.8.0.0 255.255.255.0\nproto udp\ntun-mtu " + mtu + "\n")
                        .build())
                .create();
    }

    private static void client(String name, int mtu) {
        api.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("vpn")
                        .withName(name)
                        .withLabels(OFFICE)
                        .endMetadata()
                        .addToStringData(
                                name + ".ovpn",
                                "client\ndev tun\nremote vpn.example.com 1194\n# " + PLANTED + "\nsetenv WORD "
                                        + PLANTED + "\ntun-mtu " + mtu + "\n")
                        .build())
                .serverSideApply();
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until("the audit tells it", LIMIT, condition);
    }
}

package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.ForeignKinds;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps of docs/policy.md in a cluster whose VPNs are older than ovpnguard, and broken: observe, tell, deny; then what each
 * policy of {@code examples/policies} says of itself. What kubectl and the metrics page tell of it is left in {@code target/adoption}.
 */
@TestMethodOrder(OrderAnnotation.class)
class AdoptionIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path TRANSCRIPTS = Path.of("target/adoption");
    private static final Path GALLERY = Path.of("examples/policies");
    private static final String SERVER =
            "port 1194\nproto udp\ndev tun\nserver 10.8.0.0 255.255.255.0\ntopology subnet\n";
    private static final String CLIENT = "client\nproto udp\ndev tun\nremote vpn.example.org 1194\nnobind\n";
    private static final String FILES = "ca ca.crt\ncert own.crt\nkey own.key\n";

    /** What `server` would do, and one line that is for another topology. */
    private static final String BY_HAND = """
            port 1194
            proto udp
            dev tun
            mode server
            tls-server
            dh none
            topology subnet
            ifconfig 10.8.0.1 255.255.255.0
            push "topology subnet"
            push "ifconfig 10.8.0.6 10.8.0.5"
            """ + FILES;

    private static final String NARROW = "tun-mtu 1400\n";

    @TempDir
    private static Path folder;

    private static ControlPlane plane;
    private static Installation installation;

    @BeforeAll
    static void haveVpnsThenInstall() throws IOException {
        plane = ControlPlane.start(folder);
        ForeignKinds.POLICY_REPORTS.install(plane);
        namespace("old");
        for (var bundle : List.of("office", "plant")) {
            assertThat(apply("old", bundle, bundle + "-server", SERVER + "tun-mtu 1500\npersist-key\n"))
                    .endsWith("created");
            assertThat(apply("old", bundle, bundle + "-alice", CLIENT + NARROW)).endsWith("created");
        }
        installation = Installation.in(
                plane,
                folder,
                Map.of(
                        "POD_NAMESPACE", "ovpnguard",
                        "POD_NAME", "replica-1",
                        "OVPNGUARD_AUDIT_INTERVAL", "2s",
                        "OVPNGUARD_AUDIT_OWNER", "ovpnguard"));
        Files.createDirectories(TRANSCRIPTS);
    }

    @AfterAll
    static void stop() {
        if (installation != null) {
            installation.close();
        }
        if (plane != null) {
            plane.close();
        }
    }

    @Test
    @Order(1)
    void firstNobodyIsStoppedAndEverythingIsReported() {
        enforce(GALLERY.resolve("observe-only.yaml"), "observe-only", 1);
        kubectl("label", "namespace", "old", "ovpnguard.io/check=true");
        await(() -> report("office").contains("mismatched-tun-mtu"));

        assertThat(report("office"))
                .contains("1 server (2.6, 2.7), 1 client (2.4 to 2.7): 1 of 1 client would lose large packets")
                .contains("\"result\":\"warn\"", "only counted by policy \\\"observe-only\\\"")
                .doesNotContain("\"result\":\"fail\"");
        assertThat(apply("old", "office", "office-bob", CLIENT + NARROW)).isEqualTo("configmap/office-bob created");
        assertThat(apply("old", "office", "office-alice", CLIENT + "tun-mtu 1300\n"))
                .isEqualTo("configmap/office-alice configured");
        assertShown(awaitOverview("observing.txt", 5, "0      0      3"));
    }

    @Test
    @Order(2)
    void whatIsWrongAlreadyIsToldOnTheCommandLine() throws IOException {
        assertThat(check(GALLERY.resolve("observe-only.yaml")).isSuccess()).isTrue();
        assertThat(check(GALLERY.resolve("observe-only.yaml")).output())
                .contains("2 clients (2.4 to 2.7): 2 of 2 clients would lose large packets\n")
                .contains("info[mismatched-tun-mtu]");
        assertThat(check(ofProduction("prod")).isSuccess())
                .as("labels of namespaces count")
                .isTrue();
        var elsewhere = check(ofProduction("lab"));
        assertThat(elsewhere.isSuccess()).isFalse();
        assertThat(elsewhere.output())
                .contains("error[mismatched-tun-mtu]")
                .contains("policy \"by-label\" speaks of nothing that was read");
    }

    @Test
    @Order(3)
    void thenWhoChangesSomethingIsTold() throws IOException {
        enforce(observe("{error: warn}"), "observe-only", 2);

        var told = apply("old", "office", "office-carol", CLIENT + NARROW);
        assertShown(told);
        assertThat(told)
                .contains(
                        "Warning: ovpnguard: ConfigMap old/office-carol, vpn.conf line 6: warning[mismatched-tun-mtu]")
                .contains("only warned of by policy \"observe-only\"")
                .endsWith("configmap/office-carol created");
        assertThat(kubectl("annotate", "configmap", "-n", "old", "office-alice", "team=a"))
                .endsWith("configmap/office-alice annotated");
    }

    @Test
    @Order(4)
    void atLastNothingMayBecomeWorseAndWhatIsOldStopsNobody() throws IOException {
        enforce(observe("{error: deny}"), "observe-only", 3);

        assertThat(apply("old", "office", "office-alice", CLIENT + "tun-mtu 1300\nverb 4\n"))
                .as("what it does not change")
                .endsWith("configmap/office-alice configured");
        assertThat(apply("old", "plant", "plant-server", SERVER + "tun-mtu 1500\npersist-key\nverb 4\n"))
                .as("a server over broken clients")
                .endsWith("configmap/plant-server configured");
        assertThat(kubectl("label", "configmap", "-n", "old", "office-server", "team=a"))
                .endsWith("configmap/office-server labeled");

        assertThat(apply("old", "office", "office-dave", CLIENT + NARROW))
                .contains("denied the request", "error[mismatched-tun-mtu]", "denied by policy \"observe-only\"");
        assertThat(apply("old", "office", "office-alice", CLIENT + "tun-mtu 1200\nverb 4\n"))
                .as("another wrong value")
                .contains("denied the request");
        assertThat(apply("old", "plant", "plant-server", SERVER + "tun-mtu 1500\ndev tap\n"))
                .as("a new fault of its own")
                .contains("denied the request");

        assertShown(awaitOverview("denying.txt", 6, "0      2      1"));

        kubectl("delete", "openvpnpolicy", "observe-only");
        await(() -> apply("old", "office", "office-dave", CLIENT + NARROW).contains("error[mismatched-tun-mtu]"));
        assertThat(apply("old", "office", "office-dave", CLIENT + NARROW))
                .contains("denied the request")
                .doesNotContain("by policy");
        assertThat(apply("old", "office", "office-alice", CLIENT + "tun-mtu 1500\n"))
                .as("mended")
                .endsWith("configmap/office-alice configured");
    }

    @Test
    @Order(5)
    void theStrictPolicyDeniesWarningsAndHearsNoAnnotation() {
        enforce(GALLERY.resolve("strict.yaml"), "strict", 1);
        namespace("strict");
        kubectl("label", "namespace", "strict", "ovpnguard.io/check=true");

        assertThat(apply("strict", "a", "a-server", SERVER + "persist-key\n"))
                .contains("Warning: ovpnguard: ", "warning[deprecated-option]")
                .endsWith("created");
        assertThat(apply("strict", "a", "a-client", CLIENT + "auth-user-pass\nca ca.crt\n"))
                .contains("denied the request", "error[unverified-server]", "denied by policy \"strict\"");
        assertThat(apply("strict", "a", "a-client", CLIENT + "tun-mtu 1400\n", "ovpnguard.io/client-versions: \"2.5\""))
                .contains("annotation `ovpnguard.io/client-versions` is ignored: policy \"strict\" does not allow it")
                .contains("denied the request", "client 2.4, 2.5");
        assertThat(apply("strict", "a", "a-client", CLIENT + "tun-mtu 1500\n")).endsWith("created");
        awaitOverview("strict.txt", 8, "ovpnguard-a ");
    }

    @Test
    @Order(6)
    void theMigrationPolicyTellsWhatANewerServerWouldNotSurvive() {
        plane.kubectl("delete", "openvpnpolicy", "strict");
        enforce(GALLERY.resolve("migration-to-2.7.yaml"), "migration-to-2.7", 1);
        await(() -> metrics().contains("ovpnguard_policies{state=\"in_force\"} 1.0"));
        namespace("migration");
        kubectl("label", "namespace", "migration", "ovpnguard.io/check=true");

        assertThat(apply("migration", "a", "a-server", SERVER + "persist-key\n"))
                .as("only counted")
                .isEqualTo("configmap/a-server created");
        assertThat(apply("migration", "a", "a-server", SERVER + "memstats stats\n"))
                .contains("Warning: ", "[removed-option]", "only warned of by policy \"migration-to-2.7\"")
                .endsWith("configured");
        assertThat(apply("migration", "a", "a-client", CLIENT + "tun-mtu 1400\n"))
                .as("both sides as they are to be together")
                .contains("denied the request");
        assertThat(apply("migration", "a", "a-client", CLIENT + "tun-mtu 1500\n"))
                .endsWith("created");
        assertThat(apply("migration", "a", "a-server", SERVER + "tun-mtu 1400\n"))
                .as("one side after the other")
                .contains("Warning: ", "mismatched-tun-mtu")
                .endsWith("configured");
        assertThat(apply("migration", "b", "b-server", BY_HAND)).endsWith("created");
        assertThat(apply("migration", "b", "b-client", CLIENT + FILES + "remote-cert-tls server\n"))
                .contains("denied the request", "mismatched-topology", "denied by policy \"migration-to-2.7\"");
        awaitOverview("migration.txt", 11, "ovpnguard-a        0      1");
    }

    @Test
    @Order(7)
    void whatPeopleLookAtTellsIt() throws IOException {
        var metrics = metrics();
        Files.writeString(TRANSCRIPTS.resolve("metrics.txt"), metrics);
        assertThat(metrics)
                .contains("ovpnguard_policies{state=\"in_force\"} 1.0")
                .containsPattern("ovpnguard_audit_findings\\{.*rule=\"mismatched-tun-mtu\"")
                .containsPattern("ovpnguard_admission_duration_seconds_count\\{.*verdict=\"denied\"");
        assertThat(read(Path.of("docs/audit.md")).lines().filter(line -> line.startsWith("    ovpnguard_")))
                .as("series that the page shows")
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        line -> assertThat(metrics).contains("\n" + line.strip().replaceAll(" [^ ]+$", " ")));
        assertThat(save("events.txt", "get", "events", "-n", "old")).contains("MismatchedTunMtu");
        assertThat(save("report.txt", "get", "policyreport", "-n", "old", "ovpnguard-office", "-o", "yaml"))
                .contains("mismatched-tun-mtu");
    }

    @Test
    @Order(8)
    void whatAPolicyAsksForIsAskedOfWhoeverStoresSomething() throws IOException {
        plane.kubectl("delete", "openvpnpolicy", "migration-to-2.7");
        enforce(policy("baseline", "require: {dataCiphers: [AES-256-GCM]}"), "baseline", 1);
        namespace("asked");
        kubectl("label", "namespace", "asked", "ovpnguard.io/check=true");

        assertThat(apply("asked", "a", "a-client", CLIENT + "data-ciphers AES-256-GCM:AES-256-CBC\n"))
                .contains(
                        "denied the request",
                        "error[disallowed-data-cipher]: client accepts `AES-256-CBC` for the data"
                                + " channel, which policy \"baseline\" does not allow",
                        "help: write `data-ciphers AES-256-GCM`");
        assertThat(apply("asked", "a", "a-client", CLIENT + "data-ciphers AES-256-GCM\n"))
                .endsWith("created");
    }

    private static String metrics() {
        try {
            return installation.http().get("/metrics").body();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    private static String report(String bundle) {
        return plane.kubectl("get", "policyreport", "-n", "old", "ovpnguard-" + bundle, "-o", "json")
                .output()
                .replaceAll("\\s*\\n\\s*", "")
                .replace("\": ", "\":");
    }

    private static Path observe(String severities) throws IOException {
        return policy("observe-only", "severities: " + severities);
    }

    private static Path ofProduction(String environment) throws IOException {
        return policy(
                "by-label",
                "namespaceSelector: {matchLabels: {env: " + environment + "}}\n  severities: {error: audit}");
    }

    private static Path policy(String name, String spec) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                apiVersion: ovpnguard.io/v1alpha1
                kind: OpenVPNPolicy
                metadata: {name: %s}
                spec:
                  %s
                """.formatted(name, spec));
    }

    /** Applies a policy, and waits until its status says that this version of it is in force. */
    private static void enforce(Path policy, String name, int generation) {
        kubectl("apply", "-f", policy.toString());
        var told = "jsonpath={.status.observedGeneration} {.status.conditions[0].status}";
        await(() ->
                plane.kubectl("get", "openvpnpolicy", name, "-o", told).output().equals(generation + " True"));
    }

    private static Command.Result check(Path policy) {
        return Command.of(
                        "env",
                        "KUBECONFIG=" + plane.kubeconfig(),
                        System.getProperty("java.home") + "/bin/java",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar",
                        "check",
                        "--cluster",
                        "-A",
                        "--policy",
                        policy.toString())
                .run();
    }

    private static void namespace(String name) {
        kubectl("create", "namespace", name);
        kubectl("label", "namespace", name, "env=prod");
    }

    private static String apply(String namespace, String bundle, String name, String config, String... annotations) {
        var file = folder.resolve(name + ".yaml");
        try {
            Files.writeString(
                    file, """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: %s
                      namespace: %s
                      labels: {ovpnguard.io/bundle: %s}
                      annotations: {%s}
                    data:
                      vpn.conf: |
                    %s""".formatted(name, namespace, bundle, String.join(", ", annotations), config.indent(4)));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        return plane.kubectl("apply", "-f", file.toString()).output();
    }

    private static String kubectl(String... words) {
        var done = plane.kubectl(words);
        assertThat(done.isSuccess()).as(done.output()).isTrue();
        return done.output();
    }

    /** {@return policies and reports, once so many objects are selected and the reports say so much} */
    private static String awaitOverview(String name, int selected, String reported) {
        var words = new String[] {"get", "openvpnpolicies,policyreports", "-A"};
        await(() -> {
            var output = plane.kubectl(words).output();
            return output.contains("True    " + selected + " ") && output.contains(reported);
        });
        return save(name, words);
    }

    /** Numbers of seconds aside, a page shows what was printed. */
    private static void assertShown(String output) {
        assertThat(shape(read(Path.of("docs/policy.md")))).contains(shape(output));
    }

    private static String shape(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll(" +", " ").replaceAll("\\b\\d+m?\\d*s\\b", "1s"))
                .collect(Collectors.joining("\n"));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String save(String name, String... words) {
        var output = kubectl(words);
        try {
            var command = "$ kubectl " + String.join(" ", words) + "\n";
            Files.writeString(TRANSCRIPTS.resolve(name), command + output + "\n");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        return output;
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until("it is so", LIMIT, condition);
    }
}

package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code ovpnguard check --cluster}, as packaged, against a real API server, which stores what nobody has judged. */
@ExtendWith(Installed.class)
class LiveCheckIT {

    private static final String PLANTED = "hunter2planted";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private final ControlPlane plane;
    private final String namespace = "live-" + NAMESPACES.incrementAndGet();

    @TempDir
    private Path folder;

    LiveCheckIT(ControlPlane plane) {
        this.plane = plane;
    }

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void makeNamespace() {
        kubectl("create", "namespace", namespace);
    }

    @Test
    void anUnfittingClientInAFileIsNew() throws IOException {
        store(server("AES-256-GCM"));

        var ran = check(file("alice.yaml", client("alice", "AES-256-CBC")));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(worse(ran))
                .startsWith("== What gets worse: 1 error\n\nConfigMap " + namespace
                        + "/server, server.conf line 5: error[no-shared-data-cipher]: ")
                .contains("    | data-ciphers AES-256-GCM\n")
                .contains("  note: " + folder.resolve("alice.yaml") + ":15:18: client accepts only `AES-256-CBC`\n")
                .contains("        in Secret " + namespace + "/alice, alice.ovpn line 5\n");
        assertThat(better(ran)).isEqualTo("== What gets better: nothing\n\n");
        assertThat(same(ran)).startsWith("== What stays as it is: nothing\n\n");
        assertThat(ran.out()).endsWith("\n1 error, 0 warnings; 1 server-client pair judged in 1 bundle\n");
    }

    @Test
    void aFileThatMendsAStoredPairMakesItBetter() throws IOException {
        store(server("AES-256-GCM") + client("alice", "AES-256-CBC"));

        var ran = check(file("alice.yaml", client("alice", "AES-256-GCM")));
        assertThat(ran.exit()).isEqualTo(0);
        assertThat(worse(ran)).isEqualTo("== What gets worse: nothing\n\n");
        assertThat(better(ran))
                .startsWith("== What gets better: 1 error\n\nConfigMap " + namespace + "/server, server.conf line 5: ")
                .contains("  note: Secret " + namespace + "/alice, alice.ovpn line 5: client accepts only ");
        assertThat(ran.out()).endsWith("\n0 errors, 0 warnings; 1 server-client pair judged in 1 bundle\n");
    }

    @Test
    void aServerAndItsClientsMayChangeAtOnce() throws IOException {
        store(server("AES-256-GCM") + client("alice", "AES-256-GCM"));
        var server = file("server.yaml", server("CHACHA20-POLY1305"));
        var client = file("alice.yaml", client("alice", "CHACHA20-POLY1305"));

        assertThat(check(server).exit()).isEqualTo(1);
        assertThat(check(client).exit()).isEqualTo(1);
        var both = check(server, client);
        assertThat(both.exit()).isEqualTo(0);
        assertThat(worse(both) + better(both))
                .isEqualTo("== What gets worse: nothing\n\n== What gets better: nothing\n\n");
    }

    @Test
    void whatWasBrokenBeforeIsShownAndDoesNotFail() throws IOException {
        store(server("AES-256-GCM") + client("alice", "AES-256-CBC") + client("bob", "AES-256-CBC"));

        var unchanged = check(file("bob.yaml", client("bob", "AES-256-CBC")));
        assertThat(unchanged.exit()).isEqualTo(0);
        assertThat(worse(unchanged)).isEqualTo("== What gets worse: nothing\n\n");
        assertThat(same(unchanged))
                .startsWith("== What stays as it is: 1 error\n\n")
                .contains("/alice, ", "/bob, ");

        var third = check(file("more.yaml", client("bob", "AES-256-GCM") + client("carol", "AES-256-CBC")));
        assertThat(third.exit()).isEqualTo(1);
        assertThat(worse(third)).contains("/carol, ").doesNotContain("/bob, ");
        assertThat(better(third)).contains("/bob, ").doesNotContain("/carol, ", "/alice, ");
    }

    @Test
    void programsAreToldTheSame() throws IOException {
        store(server("AES-256-GCM") + client("alice", "AES-256-CBC") + client("bob", "AES-256-CBC"));

        var ran = check(
                "--format", "json", file("more.yaml", client("alice", "AES-256-GCM") + client("carol", "AES-256-CBC")));
        var report = new ObjectMapper().readTree(ran.out());
        assertThat(report.path("schema").asInt()).isEqualTo(1);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(report.path("findings"))
                .extracting(finding -> finding.path("change").asText() + " " + names(finding))
                .containsExactly("new [carol]", "old [bob]");
        assertThat(report.path("resolved")).extracting(LiveCheckIT::names).containsExactly("[alice]");
        assertThat(report.path("findings").path(0).path("primary").path("file").asText())
                .isEmpty();
    }

    private static String names(JsonNode finding) {
        var names = new ArrayList<String>();
        finding.path("related")
                .forEach(place -> names.add(place.path("object").path("name").asText()));
        return names.toString();
    }

    @Test
    void aNamespaceThatAFileContradictsIsRefused() throws IOException {
        var ran = check("-n", "elsewhere", file("alice.yaml", client("alice", "AES-256-CBC")));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo("check: Secret " + namespace + "/alice is not of the namespace that `-n elsewhere` gives:"
                        + " say `-n " + namespace + "`, or nothing\n");
    }

    @Test
    void contextAndNamespaceAreTakenAsKubectlTakesThem() throws IOException {
        store(server("AES-256-GCM"));
        var nameless =
                file("alice.yaml", client("alice", "AES-256-CBC").replace("  namespace: " + namespace + "\n", ""));
        var kubeconfig = folder.resolve("kubeconfig").toString();
        Files.copy(plane.kubeconfig(), Path.of(kubeconfig));
        for (var context : List.of("elsewhere=default", "here=" + namespace)) {
            var parts = context.split("=");
            assertThat(plane.kubectl(
                                    "config",
                                    "--kubeconfig",
                                    kubeconfig,
                                    "set-context",
                                    parts[0],
                                    "--namespace",
                                    parts[1],
                                    "--cluster",
                                    "test",
                                    "--user",
                                    "test")
                            .isSuccess())
                    .isTrue();
        }

        assertThat(run(kubeconfig, "check", "--cluster", nameless).exit())
                .as("default")
                .isZero();
        assertThat(run(kubeconfig, "check", "--cluster", "-n", namespace, nameless)
                        .exit())
                .isOne();
        assertThat(run(kubeconfig, "check", "--cluster", "--context", "elsewhere", nameless)
                        .exit())
                .isZero();
        assertThat(run(kubeconfig, "check", "--cluster", "--context=here", nameless)
                        .out())
                .contains("Secret " + namespace + "/alice");
        assertThat(run("/dev/null", "check", "--cluster", "--kubeconfig", kubeconfig, "--context", "here", nameless)
                        .exit())
                .isOne();
        var unknown = run(kubeconfig, "check", "--cluster", "--context", "nowhere", nameless);
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).isEqualTo("check: no context `nowhere` in the kubeconfig\n");
    }

    @Test
    void withoutFilesWhatIsStoredIsJudged() throws IOException {
        store(server("AES-256-GCM") + client("alice", "AES-256-CBC"));

        var ran = check("-n", namespace);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("ConfigMap " + namespace + "/server, server.conf line 5: error[no-shared-data-cipher]: ")
                .contains("\n" + namespace
                        + "/office: 1 server (2.6), 1 client (2.5): 1 of 1 client would never complete")
                .doesNotContain("== What");
        var json = new ObjectMapper()
                .readTree(check("-n", namespace, "--format", "json").out());
        assertThat(json.at("/bundles/0/outcomes/no_handshake").intValue()).isEqualTo(1);
        assertThat(check("-A").out()).contains("ConfigMap " + namespace + "/server, server.conf line 5: error");
        assertThat(check("-n", "default").exit()).isZero();
    }

    @Test
    void whatIsForbiddenIsSaidAndTheRestJudged() throws IOException {
        store(server("AES-256-GCM"));
        kubectl("create", "serviceaccount", "reader", "-n", namespace);
        kubectl(
                "create",
                "role",
                "reader",
                "-n",
                namespace,
                "--verb=get,list",
                "--resource=configmaps,deployments.apps,statefulsets.apps,daemonsets.apps,cronjobs.batch,jobs.batch,pods");
        kubectl(
                "create",
                "rolebinding",
                "reader",
                "-n",
                namespace,
                "--role=reader",
                "--serviceaccount=" + namespace + ":reader");
        var token = kubectl("create", "token", "reader", "-n", namespace);
        var text = Files.readString(plane.kubeconfig()).replaceAll("token: .*", "token: \"" + token + "\"}}]");
        var kubeconfig = Files.writeString(folder.resolve("reader"), text).toString();

        var ran = run(kubeconfig, "check", "--cluster", file("alice.yaml", client("alice", "AES-256-CBC")));
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("Secrets of namespace " + namespace + ": this user may not list them\n");
        assertThat(worse(ran)).contains("error[no-shared-data-cipher]");
        assertThat(run(kubeconfig, "check", "--cluster", "-A").err())
                .contains("ConfigMaps of all namespaces: this user may not list them\n");
    }

    @Test
    void aClusterThatDoesNotAnswerIsSaidSoon() throws IOException {
        var client = file("alice.yaml", client("alice", "AES-256-CBC"));
        var text = Files.readString(plane.kubeconfig());
        var nowhere = Files.writeString(
                folder.resolve("nowhere"), text.replaceAll("server: \"[^\"]*\"", "server: \"https://127.0.0.1:1\""));
        var stranger = Files.writeString(folder.resolve("stranger"), text.replaceAll("token: .*", "token: \"x\"}}]"));

        var start = System.nanoTime();
        assertThat(run(nowhere.toString(), "check", "--cluster", client))
                .isEqualTo(new Ran(2, "", "check: the API server at 127.0.0.1:1 does not answer\n"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(run(stranger.toString(), "check", "--cluster", client).err())
                .matches("check: the API server at \\S+ does not know this user: HTTP 401\n");
        assertThat(run("/dev/null", "check", "--cluster", client).err()).startsWith("check: no cluster is chosen: ");
    }

    /** What a Deployment mounts decides what its server reads, stored or in a file. */
    @Test
    void aStoredDeploymentIsReadAsOneInAFile() throws IOException {
        var deployment = """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: vpn, namespace: %s}
                spec:
                  selector: {matchLabels: {app: vpn}}
                  template:
                    metadata: {labels: {app: vpn}}
                    spec:
                      containers:
                        - name: openvpn
                          image: openvpn
                          args: [--config, /etc/openvpn/server.conf, --tun-mtu, "1400"]
                          volumeMounts: [{name: config, mountPath: /etc/openvpn}]
                      volumes: [{name: config, configMap: {name: server}}]
                """.formatted(namespace);
        store(server("AES-256-GCM") + client("alice", "AES-256-GCM") + deployment);

        var unchanged = check(file("all.yaml", server("AES-256-GCM") + client("alice", "AES-256-GCM") + deployment));
        assertThat(unchanged.exit()).isEqualTo(0);
        assertThat(same(unchanged)).contains("[mismatched-tun-mtu]");
        var mended = check(file("mtu.yaml", deployment.replace("1400", "1500")));
        assertThat(better(mended))
                .contains("Deployment " + namespace
                        + "/vpn, containers[openvpn].args line 2: warning[mismatched-tun-mtu]");
    }

    @Test
    void everyPageIsRead() throws IOException {
        var fillers = IntStream.range(0, 600)
                .mapToObj(i -> "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a-%03d, namespace: %s}\n"
                        .formatted(i, namespace))
                .collect(Collectors.joining("---\n"));
        store(fillers + server("AES-256-GCM"));

        assertThat(check(file("alice.yaml", client("alice", "AES-256-CBC"))).exit())
                .isEqualTo(1);
    }

    private String server(String ciphers) {
        return """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: server
                  namespace: %s
                  labels: {ovpnguard.io/bundle: office}
                  annotations: {ovpnguard.io/openvpn-version: "2.6"}
                data:
                  server.conf: |
                    port 1194
                    dev tun
                    server 10.8.0.0 255.255.255.0
                    topology subnet
                    data-ciphers %s
                """.formatted(namespace, ciphers);
    }

    private String client(String name, String ciphers) {
        return """
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: %s
                  namespace: %s
                  labels: {ovpnguard.io/bundle: office}
                  annotations: {ovpnguard.io/client-versions: "2.5"}
                stringData:
                  %s.ovpn: |
                    client
                    dev tun
                    remote vpn.example.org 1194
                    # %s
                    data-ciphers %s
                """.formatted(name, namespace, name, PLANTED, ciphers);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void store(String manifest) throws IOException {
        kubectl("create", "-f", file("stored.yaml", manifest));
        Files.delete(folder.resolve("stored.yaml"));
    }

    private String kubectl(String... words) {
        var result = plane.kubectl(words);
        assertThat(result.isSuccess()).as(result.output()).isTrue();
        return result.output().strip();
    }

    private Ran check(String... words) throws IOException {
        var all = new ArrayList<>(List.of("check", "--cluster"));
        all.addAll(List.of(words));
        return run(plane.kubeconfig().toString(), all.toArray(String[]::new));
    }

    private Ran run(String kubeconfig, String... words) throws IOException {
        var all = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-jar", "target/quarkus-app/quarkus-run.jar"));
        all.addAll(List.of(words));
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig);
        var process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } finally {
            process.destroyForcibly();
        }
        var ran = new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        assertThat(ran.out() + ran.err()).doesNotContain(PLANTED);
        return ran;
    }

    private static String worse(Ran ran) {
        return ran.out().substring(0, ran.out().indexOf("== What gets better"));
    }

    private static String better(Ran ran) {
        return ran.out()
                .substring(ran.out().indexOf("== What gets better"), ran.out().indexOf("== What stays"));
    }

    private static String same(Ran ran) {
        return ran.out().substring(ran.out().indexOf("== What stays"));
    }
}

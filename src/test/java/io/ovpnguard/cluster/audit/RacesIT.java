package io.ovpnguard.cluster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ovpnguard.controlplane.Binaries;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.ForeignKinds;
import io.ovpnguard.controlplane.Replicas;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conflicting writes to one bundle at the same instant, judged by two replicas: admission cannot keep them apart, the audit
 * tells each that got in, and no other. What is true is computed by {@code ovpnguard check}, a process of its own, from the
 * stored manifests. {@code -Draces=200} plays more rounds.
 */
class RacesIT {

    private static final int ROUNDS = Integer.getInteger("races", 40);
    private static final int SIDE_BY_SIDE = 10;
    private static final int WRITERS = 3;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);
    private static final long SEED = Long.getLong("seed", 7);
    private static final String NAMESPACE = "race";
    private static final Duration LIFETIME = Duration.ofDays(1);
    private static final Path RIGHTS = Path.of("src/test/resources/audit/rights.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of each topic two lines that do not fit each other. */
    private static final List<List<String>> TOPICS = List.of(
            List.of("data-ciphers AES-256-GCM", "data-ciphers CHACHA20-POLY1305"),
            List.of("tun-mtu 1500", "tun-mtu 1400"),
            List.of("dev tun", "dev tap"));

    /** What is wrong with a bundle: the rule, and the objects. */
    private record Fault(String rule, Set<String> objects) implements Comparable<Fault> {

        @Override
        public int compareTo(Fault other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Random random = new Random(SEED);
    private int refused;
    private int inconsistent;
    private final List<Long> waited = new ArrayList<>();

    @Test
    void eachInconsistencyThatGotInIsReportedAndNoneIsInvented(@TempDir Path folder) throws Exception {
        // Of its own: the namespaces of replicas that went away elsewhere stay, as nobody here clears them.
        try (var plane = ControlPlane.start(folder)) {
            Binaries.demand(plane.reachesServices(), "a network of its own needs root");
            ForeignKinds.POLICY_REPORTS.install(plane);
            play(plane, folder);
        }
    }

    private void play(ControlPlane plane, Path folder) throws Exception {
        try (var replicas = Replicas.in(plane, folder, LIFETIME.multipliedBy(10), LIFETIME);
                var writers = Executors.newFixedThreadPool(SIDE_BY_SIDE * WRITERS)) {
            assertThat(plane.kubectl("apply", "-f", RIGHTS.toString()).isSuccess())
                    .isTrue();
            for (var replica : List.of("replica-1", "replica-2")) {
                replicas.start(replica);
                replicas.addEndpoint(replica);
            }
            for (var round = 0; round < ROUNDS; round += SIDE_BY_SIDE) {
                play(round, replicas.client(), writers);
                compare(plane, replicas.client(), folder);
            }
            System.out.printf(
                    "races: rounds %d, writes refused %d of %d, bundles left inconsistent %d, reported after at most %d ms,"
                            + " missed 0, invented 0; reviews by replica: %s%n",
                    ROUNDS,
                    refused,
                    ROUNDS * WRITERS,
                    inconsistent,
                    waited.stream().mapToLong(each -> each).max().orElse(0),
                    Stream.of("replica-1", "replica-2")
                            .map(each -> reviews(replicas, each))
                            .toList());
            plane.kubectl("delete", "--wait=false", "-f", RIGHTS.toString());
        }
    }

    /** Some bundles at once, each written by three at the same instant; half of them exist already. */
    private void play(int first, KubernetesClient client, ExecutorService writers) throws Exception {
        var writes = new ArrayList<Callable<Boolean>>();
        for (var round = first; round < Math.min(ROUNDS, first + SIDE_BY_SIDE); round++) {
            var topic = TOPICS.get(round % TOPICS.size());
            if (round % 2 == 0) {
                objects(round, topic, 0, 0, 0)
                        .forEach(object -> client.resource(object).serverSideApply());
            }
            var together = new CyclicBarrier(WRITERS);
            for (var object : objects(round, topic, random.nextInt(2), random.nextInt(2), random.nextInt(2))) {
                writes.add(() -> {
                    together.await();
                    return isLetIn(client, object);
                });
            }
        }
        for (var write : writers.invokeAll(writes)) {
            refused += write.get() ? 0 : 1;
        }
    }

    private static boolean isLetIn(KubernetesClient client, HasMetadata object) {
        try {
            client.resource(object).serverSideApply();
            return true;
        } catch (KubernetesClientException denied) {
            // With `Fail`, 500 is a review that a cold replica did not answer in time.
            assertThat(denied.getCode()).as(denied.getMessage()).isIn(403, 500);
            return false;
        }
    }

    private void compare(ControlPlane plane, KubernetesClient client, Path folder) throws IOException {
        var last = System.nanoTime();
        var stored = folder.resolve("stored.yaml");
        write(
                stored,
                plane.binaries().kubectl().toString(),
                "--kubeconfig",
                plane.kubeconfig().toString(),
                "get",
                "configmaps,secrets",
                "-n",
                NAMESPACE,
                "-o",
                "yaml");
        var truth = truth(stored, folder.resolve("found.json"));
        inconsistent = truth.size();
        Waiting.until(
                "the reports say what is true: " + truth,
                Replicas.AUDIT_INTERVAL.plusSeconds(5),
                () -> reported(client).equals(truth));
        waited.add(Duration.ofNanos(System.nanoTime() - last).toMillis());
    }

    /** {@return what is wrong with which bundle, for whoever reads the manifests} */
    private static Map<String, Set<Fault>> truth(Path manifests, Path found) throws IOException {
        write(
                found,
                System.getProperty("java.home") + "/bin/java",
                "-jar",
                "target/quarkus-app/quarkus-run.jar",
                "check",
                "--format",
                "json",
                manifests.toString());
        var report = JSON.readTree(found.toFile());
        return byBundle(StreamSupport.stream(report.get("findings").spliterator(), false)
                .filter(finding -> finding.get("severity").textValue().equals("error"))
                .map(finding -> new Fault(
                        finding.get("rule").textValue(),
                        Stream.concat(
                                        Stream.of(finding.get("primary")),
                                        StreamSupport.stream(
                                                finding.get("related").spliterator(), false))
                                .map(RacesIT::object)
                                .collect(Collectors.toCollection(TreeSet::new)))));
    }

    /** What a program prints may be more than a pipe takes. */
    private static void write(Path file, String... words) {
        var inShell = Stream.concat(Stream.of("bash", "-c", "\"$@\" > \"$0\"", file.toString()), Stream.of(words));
        new Command(inShell.toList()).run(LONGEST_RUN);
    }

    private static String object(JsonNode place) {
        return place.get("object").get("name").textValue();
    }

    private static Map<String, Set<Fault>> reported(KubernetesClient client) {
        return byBundle(
                client.genericKubernetesResources(PolicyReport.KIND).inNamespace(NAMESPACE).list().getItems().stream()
                        .map(report -> PolicyReport.read(report, List.of()))
                        .flatMap(report -> report.entries().stream())
                        .filter(entry -> entry.result() == Result.FAIL)
                        .map(entry -> new Fault(
                                entry.rule(),
                                entry.resources().stream()
                                        .map(ref -> ref.name())
                                        .collect(Collectors.toCollection(TreeSet::new)))));
    }

    private static Map<String, Set<Fault>> byBundle(Stream<Fault> faults) {
        return faults.collect(Collectors.groupingBy(
                fault -> fault.objects().iterator().next().replaceFirst(".*-", ""),
                TreeMap::new,
                Collectors.toCollection(TreeSet::new)));
    }

    private static long reviews(Replicas replicas, String replica) {
        return replicas.metrics(replica)
                .lines()
                .filter(line -> line.startsWith("ovpnguard_admission_duration_seconds_count"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static List<HasMetadata> objects(int round, List<String> topic, int server, int alice, int bob) {
        return List.of(
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("server-" + round)
                        .addToLabels("ovpnguard.io/bundle", "b-" + round)
                        .endMetadata()
                        .addToData(
                                "server.conf",
                                "port 1194\nserver 10.8.0.0 255.255.255.0\ntopology subnet\n" + lines(topic, server))
                        .build(),
                client("alice", round, lines(topic, alice)),
                client("bob", round, lines(topic, bob)));
    }

    private static HasMetadata client(String name, int round, String lines) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name + "-" + round)
                .addToLabels("ovpnguard.io/bundle", "b-" + round)
                .endMetadata()
                .addToStringData(name + ".ovpn", "client\nremote vpn.example.org 1194\nnobind\n" + lines)
                .build();
    }

    private static String lines(List<String> topic, int choice) {
        var chosen = topic.get(choice);
        return chosen.startsWith("dev ") ? chosen + "\n" : "dev tun\n" + chosen + "\n";
    }
}

package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a real API server, and what is read anew. */
class ClusterIT {

    private static final Duration NEVER = Duration.ZERO;
    private static final Duration LONG = Duration.ofHours(1);

    private static final Map<String, String> ASKS = Map.of("ovpnguard.io/check", "true");
    private static final Map<String, String> OFFICE =
            Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", "office");

    @TempDir
    private static Path folder;

    private static ControlPlane plane;
    private static KubernetesClient api;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private String namespace;
    private Memory memory;

    @BeforeAll
    static void startApiServer() {
        plane = ControlPlane.start(folder);
        api = plane.client();
    }

    @AfterAll
    static void stopApiServer() {
        if (plane != null) {
            api.close();
            plane.close();
        }
    }

    @BeforeEach
    void createNamespace(TestInfo test) {
        namespace = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        createNamespace(namespace, Map.of());
        memory = new Memory(api, Reach.ALL, System::nanoTime);
    }

    @AfterEach
    void stopWatching() {
        memory.close();
    }

    @Test
    void isSyncedOnceEverythingIsListed() {
        server("server", OFFICE, 1400);
        assertThat(memory.isSynced()).isFalse();

        memory.start();

        await(memory::isSynced);
        assertThat(memory.find(new ObjectRef(namespace, "ConfigMap", "server"))).isPresent();
    }

    @Test
    void whatIsKeptIsMeasured() {
        server("server", OFFICE, 1400);
        try (var cluster = new Cluster(api, Reach.ALL, NEVER, metrics)) {
            cluster.start();
            await(cluster::isLive);

            assertThat(gauge("synced")).isEqualTo(1);
            assertThat(gauge("age")).isZero();
            assertThat(gauge("objects")).isGreaterThanOrEqualTo(1);
        }
    }

    private double gauge(String name) {
        return metrics.get("ovpnguard.cache." + name).gauge().value();
    }

    @Test
    void keepsOnlyWhatAsksToBeJudged() {
        createNamespace("asks", ASKS);
        memory.start();
        await(memory::isLive);
        var late = "asks-later";
        createNamespace(late, ASKS);

        for (var where : Set.of(namespace, "asks", late)) {
            create(serverIn(where, "labelled", ASKS, 1500));
            create(serverIn(where, "unlabelled", Map.of(), 1500));
            create(serverIn(where, "declines", Map.of("ovpnguard.io/check", "false"), 1500));
        }

        await(() -> names(namespace).equals(Set.of("labelled")));
        await(() -> names("asks").equals(Set.of("labelled", "unlabelled")));
        await(() -> names(late).equals(Set.of("labelled", "unlabelled")));
        api.namespaces().withName("asks").edit(old -> {
            old.getMetadata().getLabels().remove("ovpnguard.io/check");
            return old;
        });
        await(() -> names("asks").equals(Set.of("labelled")));
    }

    @Test
    void forgetsWhatIsDeletedOrHoldsNoConfigAnyMore() {
        server("server", OFFICE, 1400);
        server("other", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 2);

        api.configMaps().inNamespace(namespace).withName("server").delete();
        api.configMaps().inNamespace(namespace).withName("other").edit(map -> {
            map.setData(Map.of("a", "b"));
            return map;
        });

        await(() -> names(namespace).isEmpty());
    }

    @Test
    void keepsNoSecret() {
        var secret = client(
                "alice", OFFICE, "<key>\n-----BEGIN PRIVATE KEY-----\nplanted\n-----END PRIVATE KEY-----\n</key>\n");
        secret.getMetadata().setAnnotations(Map.of("kubectl.kubernetes.io/last-applied-configuration", "planted"));
        create(secret);
        memory.start();
        await(() -> names(namespace).equals(Set.of("alice")));

        var kept = memory.in(namespace).findFirst().orElseThrow().object();

        assertThat(kept.toString()).contains("alice.ovpn").doesNotContain("planted", "cGxhbnRlZA");
        assertThat(((Secret) kept).getData()).isNullOrEmpty();
    }

    @Test
    void serverOfTheSameInstantIsSeen() {
        memory.start();
        await(memory::isLive);
        var neighbourhood = neighbourhood(Duration.ofMillis(200));

        for (var round = 0; round < 100; round++) {
            var bundle = Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", "office-" + round);
            create(serverIn(namespace, "server-" + round, bundle, 1400));

            var beside = neighbourhood.of(ReadObject.of(client("alice-" + round, bundle, "")));

            assertThat(beside.gap()).isEmpty();
            assertThat(beside.objects())
                    .extracting(object -> object.ref().name())
                    .contains("server-" + round);
        }
    }

    @Test
    void serverThatHasChangedIsReadAnew() {
        server("server", OFFICE, 1000);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var neighbourhood = neighbourhood(NEVER);

        for (var mtu = 1001; mtu < 1050; mtu++) {
            setMtu("server", mtu);

            var alice = ReadObject.of(client("alice", OFFICE, ""));
            assertThat(neighbourhood.of(alice).with(alice).bundles())
                    .flatExtracting(Bundle::servers)
                    .extracting(server -> server.config().last("tun-mtu").flatMap(option -> option.value(0)))
                    .containsExactly(Optional.of(Integer.toString(mtu)));
        }
        assertThat(reads("get")).isGreaterThanOrEqualTo(49);
        assertThat(reads("list")).isZero();
    }

    @Test
    void serverThatWasJustConfirmedIsNotRead() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var neighbourhood = neighbourhood(LONG);

        var beside = neighbourhood.of(ReadObject.of(client("alice", OFFICE, "")));

        assertThat(beside.objects()).extracting(object -> object.ref().name()).containsExactly("server");
        assertThat(reads("get") + reads("list")).isZero();
    }

    @Test
    void surroundingsAreTheSameUntilTheServerChanges() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var neighbourhood = neighbourhood(NEVER);

        var unchanged = neighbourhood
                .of(ReadObject.of(client("alice", OFFICE, "")))
                .unchanged()
                .orElseThrow();

        assertThat(reads("get")).isEqualTo(1);
        assertThat(unchanged.getAsBoolean()).isTrue();
        assertThat(reads("get")).as("it was asked again").isEqualTo(2);
        create(client("bob", OFFICE, ""));
        await(() -> names(namespace).size() == 2);
        assertThat(unchanged.getAsBoolean()).as("other clients do not count").isTrue();
        setMtu("server", 1300);
        assertThat(unchanged.getAsBoolean())
                .as("at once, whenever the event comes")
                .isFalse();
        await(() -> memory.lastChange(namespace) > 1);
        assertThat(unchanged.getAsBoolean()).isFalse();
    }

    @Test
    void aServerThatChangesWhileItIsAskedForIsNotTheSame() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var meanwhile = new AtomicReference<Runnable>(() -> {});
        var neighbourhood = new Neighbourhood(memory, new FreshRead(api, metrics), Reach.ALL, LONG, () -> {
            meanwhile.getAndSet(() -> {}).run();
            return System.nanoTime();
        });
        var unchanged = neighbourhood
                .of(ReadObject.of(client("alice", OFFICE, "")))
                .unchanged()
                .orElseThrow();
        var before = memory.lastChange(namespace);

        meanwhile.set(() -> {
            setMtu("server", 1300);
            await(() -> memory.lastChange(namespace) != before);
        });

        assertThat(unchanged.getAsBoolean()).isFalse();
    }

    @Test
    void anotherServerIsAChange() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var unchanged = neighbourhood(LONG)
                .of(ReadObject.of(client("alice", OFFICE, "")))
                .unchanged()
                .orElseThrow();

        server("second", OFFICE, 1400);
        await(() -> names(namespace).size() == 2);

        assertThat(unchanged.getAsBoolean()).isFalse();
    }

    @Test
    void serverWhoseChangeHasJustPassedIsRead() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var neighbourhood = neighbourhood(LONG);

        neighbourhood.passed(new ObjectRef(namespace, "ConfigMap", "server"), Holds.SERVER);
        neighbourhood.of(ReadObject.of(client("alice", OFFICE, "")));

        assertThat(reads("get")).isEqualTo(1);
    }

    @Test
    void keysOfTheSameInstantAreSeen() {
        memory.start();
        await(memory::isLive);
        var neighbourhood = neighbourhood(Duration.ofMillis(200));

        for (var round = 0; round < 50; round++) {
            var bundle = Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", "office-" + round);
            var server = serverIn(namespace, "server-" + round, bundle, 1400);
            server.getData().merge("server.conf", "tls-auth ta.key 0\n", String::concat);
            create(server);
            var keys = keys("keys-" + round, bundle);
            neighbourhood.passed(ObjectRef.of(keys), Holds.KEYS);
            create(keys);

            var beside = neighbourhood.of(ReadObject.of(client("alice-" + round, bundle, "")));

            assertThat(beside.objects())
                    .extracting(object -> object.ref().name())
                    .contains("server-" + round, "keys-" + round);
        }
    }

    @Test
    void keysThatWereNotConfirmedAreReadAnew() {
        var server = serverIn(namespace, "server", OFFICE, 1400);
        server.getData().merge("server.conf", "tls-auth ta.key 0\n", String::concat);
        create(server);
        create(keys("keys", OFFICE));
        create(keys("unlabelled", ASKS));
        memory.start();
        await(() -> names(namespace).equals(Set.of("server", "keys")) && memory.isLive());

        neighbourhood(LONG).of(ReadObject.of(client("alice", OFFICE, "")));
        assertThat(reads("get") + reads("list")).isZero();

        neighbourhood(NEVER).of(ReadObject.of(client("alice", OFFICE, "")));
        assertThat(reads("get")).as("the server and its keys").isEqualTo(2);
        assertThat(reads("list")).isZero();
    }

    @Test
    void configsThatNameKeysAreListed() {
        var server = serverIn(namespace, "server", OFFICE, 1400);
        server.getData().merge("server.conf", "tls-auth ta.key 0\n", String::concat);
        create(server);
        create(client("alice", OFFICE, ""));
        memory.start();
        await(memory::isLive);

        var beside = neighbourhood(LONG).of(ReadObject.of(keys("keys", OFFICE)));

        assertThat(beside.objects())
                .extracting(object -> object.ref().name())
                .containsExactlyInAnyOrder("server", "alice");
    }

    @Test
    void serverThatIsGoneIsNoCounterpart() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        api.configMaps().inNamespace(namespace).withName("server").delete();

        assertThat(neighbourhood(NEVER)
                        .of(ReadObject.of(client("alice", OFFICE, "")))
                        .objects())
                .isEmpty();
    }

    @Test
    void counterpartsAreOfTheSameNamespaceAndAsk() {
        createNamespace("elsewhere", ASKS);
        create(serverIn("elsewhere", "server", OFFICE, 1400));
        create(serverIn(namespace, "declines", Map.of("ovpnguard.io/bundle", "office"), 1400));
        memory.start();
        await(() -> memory.isLive() && names("elsewhere").size() == 1);

        var beside = neighbourhood(NEVER).of(ReadObject.of(client("alice", OFFICE, "")));

        assertThat(beside.objects()).isEmpty();
        assertThat(beside.gap()).isEmpty();
    }

    @Test
    void unlabelledObjectsCountInANamespaceThatAsks() {
        createNamespace("whole", ASKS);
        create(serverIn("whole", "server", Map.of(), 1400));
        create(serverIn("whole", "declines", Map.of("ovpnguard.io/check", "false"), 1400));
        var labelled = client("alice", ASKS, "");
        labelled.getMetadata().setNamespace("whole");
        var unlabelled = client("bob", Map.of(), "");
        unlabelled.getMetadata().setNamespace("whole");

        for (var client : Set.of(labelled, unlabelled)) {
            assertThat(neighbourhood(NEVER).of(ReadObject.of(client)).objects())
                    .as("before anything is in memory")
                    .extracting(object -> object.ref().name())
                    .containsExactly("server");
        }
    }

    @Test
    void clientsOfAServerAreListedWhileTheyAreFew() {
        memory.start();
        await(memory::isLive);
        create(client("alice", OFFICE, ""));

        var beside = neighbourhood(LONG).of(ReadObject.of(serverIn(namespace, "server", OFFICE, 1400)));

        assertThat(beside.objects()).extracting(object -> object.ref().name()).containsExactly("alice");
        assertThat(beside.remembered()).isEmpty();
    }

    @Test
    void manyClientsOfAServerAreRememberedAndReadOnDoubt() {
        IntStream.range(0, 250).forEach(number -> create(client("client-" + number, OFFICE, "")));
        memory.start();
        await(() -> names(namespace).size() == 250 && memory.isLive());
        var neighbourhood = neighbourhood(LONG);

        var beside = neighbourhood.of(ReadObject.of(serverIn(namespace, "server", OFFICE, 1400)));

        assertThat(beside.remembered()).hasSize(250);
        assertThat(reads("list") + reads("get")).isZero();
        var doubtful = new ObjectRef(namespace, "Secret", "client-7");
        var anew = neighbourhood.anew(beside, Set.of(doubtful));
        assertThat(anew.remembered()).hasSize(249).doesNotContain(doubtful);
        assertThat(reads("get")).isEqualTo(1);
    }

    @Test
    void tooManyObjectsAreToldAndDenyNothing() {
        var many = IntStream.range(0, 1001)
                .mapToObj(number -> (HasMetadata) new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("map-" + number)
                        .addToLabels(ASKS)
                        .endMetadata()
                        .build())
                .toList();
        many.parallelStream().forEach(ClusterIT::create);

        var beside = neighbourhood(NEVER).of(ReadObject.of(client("alice", ASKS, "")));

        assertThat(beside.gap())
                .hasValueSatisfying(gap -> assertThat(gap).contains("more than 1000 objects", "ovpnguard.io/bundle"));
    }

    private Neighbourhood neighbourhood(Duration freshness) {
        return new Neighbourhood(memory, new FreshRead(api, metrics), Reach.ALL, freshness, System::nanoTime);
    }

    private long reads(String verb) {
        return metrics.find("ovpnguard.fresh.read.duration").tag("verb", verb).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private Set<String> names(String of) {
        return memory.in(of).map(known -> name(known.object())).collect(Collectors.toSet());
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private void server(String name, Map<String, String> labels, int mtu) {
        create(serverIn(namespace, name, labels, mtu));
    }

    private static ConfigMap serverIn(String namespace, String name, Map<String, String> labels, int mtu) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToData("server.conf", config(mtu))
                .build();
    }

    private static String config(int mtu) {
        return "dev tun\nserver 10.8.0.0 255.255.255.0\nproto udp\ntun-mtu " + mtu + "\n";
    }

    private void setMtu(String name, int mtu) {
        api.configMaps().inNamespace(namespace).withName(name).edit(map -> {
            map.setData(Map.of("server.conf", config(mtu)));
            return map;
        });
    }

    private Secret client(String name, Map<String, String> labels, String more) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToStringData(name + ".ovpn", "client\ndev tun\nremote vpn.example.com 1194\n" + more)
                .build();
    }

    private Secret keys(String name, Map<String, String> labels) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToStringData(
                        "ta.key",
                        "-----BEGIN OpenVPN Static key V1-----\n" + "0123456789abcdef".repeat(32)
                                + "\n-----END OpenVPN Static key V1-----\n")
                .build();
    }

    private static void create(HasMetadata object) {
        api.resource(object).create();
    }

    private static void createNamespace(String name, Map<String, String> labels) {
        create(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build());
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }
}

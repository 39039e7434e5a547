package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.policy.LabelSelector.In;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.Sketch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom a client is judged beside, and what of it is read anew from a real API server. */
class ServersOfAClientIT extends WatchedNamespace {

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
    void serverIsReadAnewWhereAPolicyOfTheClientAsksForThat() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var strict = Policies.of(List.of(new Sketch("strict")
                .objects(new In("ovpnguard.io/bundle", Set.of("office")))
                .freshness(Duration.ZERO)
                .policy()));
        var reach = Reach.ALL.under((namespace, labels) -> strict.of(namespace, Map.of(), labels));
        var neighbourhood = new Neighbourhood(memory, new FreshRead(api, metrics), reach, LONG, System::nanoTime);

        neighbourhood.of(ReadObject.of(client("alice", OFFICE, "")));

        assertThat(reads("get") + reads("list")).isPositive();
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
        many.parallelStream().forEach(WatchedNamespace::create);

        var beside = neighbourhood(NEVER).of(ReadObject.of(client("alice", ASKS, "")));

        assertThat(beside.gap())
                .hasValueSatisfying(gap -> assertThat(gap).contains("more than 1000 objects", "ovpnguard.io/bundle"));
        assertThat(beside.objects()).isEmpty();
    }
}

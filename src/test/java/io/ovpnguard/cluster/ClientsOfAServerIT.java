package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom a server, or a key, is judged beside, and what of it is remembered of a real API server. */
class ClientsOfAServerIT extends WatchedNamespace {

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
    void clientsOfAServerAreListedWhileTheyAreFew() {
        memory.start();
        await(memory::isLive);
        create(client("alice", OFFICE, ""));

        var beside = neighbourhood(LONG).of(ReadObject.of(serverIn(namespace, "server", OFFICE, 1400)));

        assertThat(beside.objects()).extracting(object -> object.ref().name()).containsExactly("alice");
        assertThat(beside.remembered()).isEmpty();
    }

    @Test
    void aFewOfManyClientsOfAServerAreRememberedAndReadOnDoubt() {
        IntStream.range(0, 250).forEach(number -> create(client("client-" + number, OFFICE, "")));
        memory.start();
        await(() -> names(namespace).size() == 250 && memory.isLive());
        var neighbourhood = neighbourhood(LONG);

        var beside = neighbourhood.of(ReadObject.of(serverIn(namespace, "server", OFFICE, 1400)));

        var shown = beside.remembered();
        assertThat(shown.size() + beside.spared().behind(shown.stream())).isEqualTo(250);
        assertThat(shown).hasSizeLessThan(20);
        assertThat(reads("list") + reads("get")).isZero();
        var doubtful = new ObjectRef(namespace, "Secret", "client-0");
        var anew = neighbourhood.anew(beside, Set.of(doubtful));
        assertThat(anew.remembered()).hasSize(shown.size() - 1).doesNotContain(doubtful);
        assertThat(reads("get")).isEqualTo(1);
        assertThat(shown.size() + anew.spared().behind(Stream.of(doubtful))).isEqualTo(250);

        memory.close();
        api.resource(client("client-0", OFFICE, "tun-mtu 1400\n")).update();
        var changed = neighbourhood.anew(beside, Set.of(doubtful));
        assertThat(changed.spared().behind(Stream.of(doubtful))).isZero();
        assertThat(shown.size() + changed.spared().behind(shown.stream())).isEqualTo(250);
    }
}

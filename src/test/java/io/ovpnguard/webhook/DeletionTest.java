package io.ovpnguard.webhook;

import static io.ovpnguard.cluster.Fleet.secret;
import static io.ovpnguard.webhook.Judging.TLS_AUTH_SERVER;
import static io.ovpnguard.webhook.Judging.beside;
import static io.ovpnguard.webhook.Judging.client;
import static io.ovpnguard.webhook.Judging.crowd;
import static io.ovpnguard.webhook.Judging.judge;
import static io.ovpnguard.webhook.Judging.server;
import static io.ovpnguard.webhook.Judging.staticKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeletionTest {

    @Test
    void whoStillNeedsWhatIsDeletedIsTold() {
        var server = secret("server", Map.of("server.conf", TLS_AUTH_SERVER));
        var keys = secret("keys", Map.of("ta.key", staticKey('1')));
        var clients = List.of(client("alice", 1500), client("bob", 1500), client("carol", 1500), client("dan", 1500));
        var stored = new ArrayList<HasMetadata>(clients);
        stored.add(server);
        stored.add(keys);
        var judge = judge(deleted -> beside(stored.stream()
                .filter(other -> !ObjectRef.of(other).equals(deleted.ref()))
                .toList()));

        assertThat(judge.judgeDeletion(keys, Optional.empty(), false).warnings())
                .containsExactly("ovpnguard: Secret vpn/keys, ta.key: is named by Secret vpn/server, server.conf");
        assertThat(judge.judgeDeletion(server, Optional.empty(), false).warnings())
                .containsExactly("ovpnguard: Secret vpn/server, server.conf: is the server of"
                        + " ConfigMap vpn/alice, alice.ovpn, ConfigMap vpn/bob, bob.ovpn,"
                        + " ConfigMap vpn/carol, carol.ovpn and 1 more");
        assertThat(judge.judgeDeletion(clients.getFirst(), Optional.empty(), false)
                        .outcome())
                .isEqualTo(Outcome.ALLOWED);
        stored.add(secret("second", Map.of("server.conf", TLS_AUTH_SERVER)));
        assertThat(judge.judgeDeletion(server, Optional.empty(), false).outcome())
                .as("the clients have another server")
                .isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void clientsThatAreLeftOutAreCounted() {
        var crowd = crowd(List.of(client("alice", 1500), client("bob", 1500)), 98);

        assertThat(judge(_ -> crowd)
                        .judgeDeletion(
                                secret("server", Map.of("server.conf", TLS_AUTH_SERVER)), Optional.empty(), false)
                        .warnings())
                .singleElement()
                .asString()
                .endsWith("ConfigMap vpn/bob, bob.ovpn and 97 more");
    }

    @Test
    void whatIsNotKnownOfADeletionIsToldToo() {
        var judge = judge(_ -> Surroundings.unknown("it is away"));
        var server = secret("server", Map.of("server.conf", TLS_AUTH_SERVER));

        assertThat(judge.judgeDeletion(server, Optional.empty(), false).warnings())
                .containsExactly("ovpnguard: Secret vpn/server: who needs it is not all known: it is away");
    }

    @Test
    void theEndOfANamespaceListsNothing() {
        var judge = judge(_ -> {
            throw new AssertionError("nothing to look for");
        });
        var controller = Optional.of(new User("system:serviceaccount:kube-system:namespace-controller", "1"));

        for (var number = 0; number < 300; number++) {
            var server = secret("server-" + number, Map.of("server.conf", TLS_AUTH_SERVER));
            assertThat(judge.judgeDeletion(server, controller, false).warnings())
                    .isEmpty();
        }
    }
}

package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.ovpnguard.manifest.ObjectRef;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of a real API server. */
class MemoryIT extends WatchedNamespace {

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
}

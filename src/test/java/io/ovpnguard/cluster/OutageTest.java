package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovpnguard.manifest.ReadObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Nothing listens where the API server should be. */
class OutageTest {

    private static final Config NOBODY = new ConfigBuilder(Config.empty())
            .withMasterUrl("https://127.0.0.1:1")
            .withRequestRetryBackoffLimit(0)
            .build();

    private static final int LISTS = 4;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void counterpartsAreUnknownAndTheFailedReadIsCounted() {
        try (var client = new KubernetesClientBuilder().withConfig(NOBODY).build();
                var cluster = new Cluster(client, Reach.ALL, Duration.ofMillis(200), metrics)) {
            cluster.start();

            var beside = cluster.counterparts().of(client());

            assertThat(beside.gap())
                    .hasValueSatisfying(gap -> assertThat(gap).startsWith("the API server did not answer"));
            assertThat(beside.objects()).isEmpty();
            assertThat(failedReads()).isEqualTo(1);
        }
    }

    @Test
    void whoHasWaitedTooLongReadsNothingMore() {
        try (var client = new KubernetesClientBuilder().withConfig(NOBODY).build();
                var cluster = new Cluster(client, Reach.ALL, Duration.ofMillis(200), metrics)) {
            var longAgo = System.nanoTime() - Duration.ofSeconds(3).toNanos();

            var beside = Patience.since(longAgo, () -> cluster.counterparts().of(client()));

            assertThat(beside.gap())
                    .hasValueSatisfying(gap -> assertThat(gap).startsWith("no time was left for a list: "));
            assertThat(failedReads()).isEqualTo(1);
        }
    }

    @Test
    void fourListsAreMadeAtOnceAndWhoseTurnComesTooLateIsTold() throws Exception {
        try (var silent = new ServerSocket(0, LISTS, InetAddress.getLoopbackAddress());
                var client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(NOBODY)
                                .withMasterUrl("http://127.0.0.1:" + silent.getLocalPort())
                                .withRequestTimeout(1000)
                                .build())
                        .build();
                var lists = Executors.newVirtualThreadPerTaskExecutor()) {
            var api = new FreshRead(client, metrics);
            for (var number = 0; number < LISTS; number++) {
                lists.submit(() -> api.list("vpn", ""));
                silent.accept();
            }
            var lately = System.nanoTime() - Duration.ofMillis(1400).toNanos();

            assertThatThrownBy(() -> Patience.since(lately, () -> api.list("vpn", "")))
                    .isInstanceOf(ReadFailure.class)
                    .hasMessageContaining("too many are asked for at once");
        }
    }

    private long failedReads() {
        return metrics.get("ovpnguard.fresh.read.duration")
                .tag("result", "failed")
                .timer()
                .count();
    }

    private static ReadObject client() {
        return ReadObject.of(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName("alice")
                .endMetadata()
                .addToData("alice.ovpn", "client\ndev tun\nremote vpn.example.com\n")
                .build());
    }

    @Test
    void memoryIsNotInSync() {
        try (var client = new KubernetesClientBuilder().withConfig(NOBODY).build();
                var cluster = new Cluster(client, Reach.ALL, Duration.ofMillis(200), metrics)) {
            cluster.start();

            assertThat(cluster.isSynced()).isFalse();
            assertThat(metrics.get("ovpnguard.cache.synced").gauge().value()).isZero();
            assertThat(metrics.get("ovpnguard.cache.objects").gauge().value()).isZero();
            assertThat(metrics.get("ovpnguard.cache.age").gauge().value()).isPositive();
        }
    }
}

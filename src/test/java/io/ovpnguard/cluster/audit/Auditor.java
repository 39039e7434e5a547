package io.ovpnguard.cluster.audit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovpnguard.cluster.Cluster;
import io.ovpnguard.cluster.Reach;
import io.ovpnguard.cluster.lease.Leadership;
import io.ovpnguard.cluster.lease.Replica;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.PolicyLookup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A replica that audits, without the rest of it. */
record Auditor(
        KubernetesClient client, SimpleMeterRegistry metrics, Cluster cluster, Leadership leadership, AuditLoop loop)
        implements AutoCloseable {

    /** One that every cluster has. */
    static final String OWNER = "cluster-admin";

    private static final Duration LEASE = Duration.ofSeconds(2);

    static Auditor start(KubernetesClient client, String identity, Duration interval) {
        return start(client, identity, interval, (_, _) -> EffectivePolicy.NONE);
    }

    static Auditor start(KubernetesClient client, String identity, Duration interval, PolicyLookup policies) {
        return start(client, identity, interval, policies, LEASE);
    }

    /**
     * {@return one that has begun}
     *
     * @param lease for how long its Lease is its own without having been renewed
     */
    static Auditor start(
            KubernetesClient client, String identity, Duration interval, PolicyLookup policies, Duration lease) {
        var metrics = new SimpleMeterRegistry();
        var cluster = new Cluster(client, Reach.ALL, Duration.ZERO, metrics);
        var leadership = new Leadership(
                client, new Replica("default", identity, "audit", Optional.empty()), lease, InstantSource.system());
        var loop = new AuditLoop(
                client,
                cluster.inventory(),
                policies,
                leadership,
                Optional.of(OWNER),
                interval,
                InstantSource.system(),
                metrics);
        cluster.start();
        leadership.start();
        loop.start();
        return new Auditor(client, metrics, cluster, leadership, loop);
    }

    /** {@return how often everything or something was audited} */
    long audits() {
        return metrics.find("ovpnguard.audit.duration").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    /** {@return how much was written} */
    double writes() {
        return metrics.find("ovpnguard.audit.writes").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    double gauge(String name, String... tags) {
        return metrics.get(name).tags(tags).gauge().value();
    }

    @Override
    public void close() {
        loop.close();
        leadership.close();
        cluster.close();
    }
}

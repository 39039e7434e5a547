package io.ovpnguard.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.Cluster;
import io.ovpnguard.cluster.audit.AuditLoop;
import io.ovpnguard.cluster.lease.Leadership;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Puts the audit together, where one is wanted. */
final class AuditWiring {

    /** The audit, if there is one. */
    record Audited(Optional<AuditLoop> loop) {}

    @Produces
    @Singleton
    @Startup
    Audited audit(
            KubernetesClient client,
            Cluster cluster,
            PoliciesInForce policies,
            Settings settings,
            Instance<Leadership> leadership,
            MeterRegistry metrics) {
        var interval = settings.audit().interval();
        if (interval.isZero()) {
            return new Audited(Optional.empty());
        }
        var loop = new AuditLoop(
                client,
                cluster.inventory(),
                policies,
                leadership.get(),
                settings.audit().owner(),
                interval,
                InstantSource.system(),
                metrics);
        loop.start();
        return new Audited(Optional.of(loop));
    }

    void stop(@Disposes Audited audited) {
        audited.loop().ifPresent(AuditLoop::close);
    }
}

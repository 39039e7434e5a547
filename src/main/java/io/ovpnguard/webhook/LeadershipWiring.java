package io.ovpnguard.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.certificates.OwnCertificates;
import io.ovpnguard.cluster.lease.Leadership;
import io.ovpnguard.cluster.lease.Replica;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;

/** Says which replica writes, where anything is to be written: who asks for it takes part. */
final class LeadershipWiring {

    @Produces
    @Singleton
    Leadership leadership(KubernetesClient client, Settings settings, MeterRegistry metrics) {
        var replica = new Replica(
                settings.pod().namespace(),
                settings.pod().name().orElseGet(() -> UUID.randomUUID().toString()),
                settings.lease(),
                settings.owner());
        var duration = OwnCertificates.leaseDuration(settings.certificates().leafLifetime());
        var leadership = new Leadership(client, replica, duration, InstantSource.system());
        Gauge.builder("ovpnguard.lease.holder", leadership, ours -> ours.isHeld() ? 1 : 0)
                .description("1 when this replica holds the Lease, and so writes certificates and reports")
                .register(metrics);
        leadership.start();
        return leadership;
    }

    void stop(@Disposes Leadership leadership) {
        leadership.close();
    }
}

package io.ovpnguard.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.Cluster;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the parts together; the other rooms know no container. */
final class Wiring {

    @Produces
    @Singleton
    @Startup
    Cluster cluster(KubernetesClient client, MeterRegistry metrics, Settings settings) {
        var cluster = new Cluster(client, settings.freshness(), metrics);
        cluster.start();
        return cluster;
    }

    void stop(@Disposes Cluster cluster) {
        cluster.close();
    }

    @Produces
    @Singleton
    AdmissionMapper mapper(Cluster cluster, MeterRegistry metrics) {
        return new AdmissionMapper(
                new Judge(cluster.counterparts(), new DryRuns(System::nanoTime)), new AdmissionMetrics(metrics));
    }
}

package io.ovpnguard.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.Cluster;
import io.ovpnguard.cluster.Reach;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts the parts together; the other rooms know no container. */
final class Wiring {

    @Produces
    @Singleton
    @Startup
    Cluster cluster(
            KubernetesClient client, MeterRegistry metrics, Settings settings, Instance<PoliciesInForce> policies) {
        // Policies tell of the objects in memory, so they come later; nobody asks for them before.
        var reach = Reach.of(
                        settings.namespaces().orElse(List.of()),
                        settings.joins().orElse(List.of()))
                .under((namespace, labels) -> policies.get().of(namespace, labels));
        var cluster = new Cluster(client, reach, settings.freshness(), metrics);
        cluster.start();
        return cluster;
    }

    void stop(@Disposes Cluster cluster) {
        cluster.close();
    }

    @Produces
    @Singleton
    AdmissionMetrics metrics(MeterRegistry registry) {
        return new AdmissionMetrics(registry);
    }

    @Produces
    @Singleton
    AdmissionMapper mapper(Cluster cluster, PoliciesInForce policies, AdmissionMetrics metrics) {
        return new AdmissionMapper(new Judge(cluster.counterparts(), new DryRuns(System::nanoTime), policies), metrics);
    }
}

package io.ovpnguard.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.Cluster;
import io.ovpnguard.cluster.lease.Leadership;
import io.ovpnguard.cluster.policies.PolicyStatuses;
import io.ovpnguard.cluster.policies.PolicyWatch;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Puts the policies together, where any are wanted. */
final class PolicyWiring {

    @Produces
    @Singleton
    @Startup
    PoliciesInForce policies(
            KubernetesClient client,
            Cluster cluster,
            Settings settings,
            Instance<Leadership> leadership,
            MeterRegistry metrics) {
        if (!settings.policies().enabled()) {
            return new PoliciesInForce(Optional.empty(), Optional.empty());
        }
        var watch = new PolicyWatch(client, metrics);
        watch.start();
        var statuses = new PolicyStatuses(client, watch, cluster.inventory(), leadership.get(), InstantSource.system());
        statuses.start();
        return new PoliciesInForce(Optional.of(watch), Optional.of(statuses));
    }

    void stop(@Disposes PoliciesInForce policies) {
        policies.statuses().ifPresent(PolicyStatuses::close);
        policies.watch().ifPresent(PolicyWatch::close);
    }
}

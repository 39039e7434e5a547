package io.ovpnguard.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.FreshRead;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the parts together; the other rooms know no container. */
final class Wiring {

    @Produces
    @Singleton
    FreshRead freshRead(KubernetesClient client) {
        return new FreshRead(client);
    }

    @Produces
    @Singleton
    AdmissionMapper mapper(FreshRead counterparts, MeterRegistry metrics) {
        return new AdmissionMapper(new Judge(object -> {
            var surroundings = counterparts.of(object);
            surroundings
                    .gap()
                    .ifPresent(_ ->
                            metrics.counter("ovpnguard.fresh.read.failures").increment());
            return surroundings;
        }));
    }
}

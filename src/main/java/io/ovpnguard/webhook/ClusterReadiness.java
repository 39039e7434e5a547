package io.ovpnguard.webhook;

import io.ovpnguard.cluster.FreshRead;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as long as counterparts can be read. */
@Readiness
@Singleton
final class ClusterReadiness implements HealthCheck {

    private final FreshRead counterparts;

    ClusterReadiness(FreshRead counterparts) {
        this.counterparts = counterparts;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("cluster").status(counterparts.works()).build();
    }
}

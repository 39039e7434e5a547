package io.ovpnguard.webhook;

import io.ovpnguard.cluster.Cluster;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once everything that asks to be judged has been listed, and the policies. Not when the API server is away later: judgements then
 * go on by reads of their own, which tell of their failure better than a missing endpoint does.
 */
@Readiness
@Singleton
final class ClusterReadiness implements HealthCheck {

    private final Cluster cluster;
    private final PoliciesInForce policies;

    ClusterReadiness(Cluster cluster, PoliciesInForce policies) {
        this.cluster = cluster;
        this.policies = policies;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("cluster")
                .status(cluster.isSynced() && policies.isSynced())
                .withData("live", cluster.isLive())
                .withData("objects", cluster.size())
                .build();
    }
}

package io.ovpnguard.webhook;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the API server can call: a valid certificate of the Secret is served, and its authority was seen in the
 * {@code caBundle} of the webhooks. What files hold is somebody else's business.
 */
@Readiness
@Singleton
final class CertificateReadiness implements HealthCheck {

    private final CertificateKeeper certificates;

    CertificateReadiness(CertificateKeeper certificates) {
        this.certificates = certificates;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("certificates");
        certificates.own().ifPresent(own -> {
            own.served()
                    .ifPresent(served -> response.withData(
                            "until",
                            served.leaf()
                                    .certificate()
                                    .getNotAfter()
                                    .toInstant()
                                    .toString()));
        });
        return response.status(certificates.own().map(own -> own.isReady()).orElse(true))
                .build();
    }
}

package io.ovpnguard.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.certificates.OwnCertificates;
import io.ovpnguard.cluster.certificates.Place;
import io.ovpnguard.cluster.lease.Leadership;
import io.ovpnguard.pki.own.Rotation;
import io.ovpnguard.pki.own.ServedKeys;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Puts the parts together that keep our own certificates, where that is wanted. */
final class CertificateWiring {

    @Produces
    @Singleton
    Place place(Settings settings) {
        return new Place(
                settings.pod().namespace(),
                settings.certificates().secret(),
                settings.certificates().service(),
                settings.certificates().webhooks());
    }

    @Produces
    @Singleton
    KeyFiles files(Settings settings) {
        return new KeyFiles(settings.tls());
    }

    void stop(@Disposes KeyFiles files) {
        files.close();
    }

    @Produces
    @Singleton
    ServedKeys served(Place place) {
        return ServedKeys.untrusted(place.names());
    }

    @Produces
    @Singleton
    @Startup
    CertificateKeeper certificates(
            KubernetesClient client,
            Settings settings,
            Place place,
            Instance<Leadership> leadership,
            ServedKeys served,
            MeterRegistry metrics) {
        return new CertificateKeeper(
                switch (settings.certificates().source()) {
                    case FILES -> Optional.empty();
                    case OWN -> {
                        var lifetimes = settings.certificates();
                        var rotation =
                                new Rotation(lifetimes.authorityLifetime(), lifetimes.leafLifetime(), place.names());
                        var own = new OwnCertificates(
                                client, place, leadership.get(), rotation, InstantSource.system(), served::serve);
                        CertificateMetrics.register(own, metrics);
                        own.start();
                        yield Optional.of(own);
                    }
                });
    }

    void stop(@Disposes CertificateKeeper certificates) {
        certificates.own().ifPresent(OwnCertificates::close);
    }
}

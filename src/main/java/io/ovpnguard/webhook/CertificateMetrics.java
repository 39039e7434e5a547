package io.ovpnguard.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.certificates.OwnCertificates;
import io.ovpnguard.pki.own.StoredCertificates;
import java.security.cert.X509Certificate;
import java.util.function.Function;

/** Tells when our own certificates end. */
final class CertificateMetrics {

    private static final double MILLIS = 1e3;

    private CertificateMetrics() {}

    static void register(OwnCertificates certificates, MeterRegistry registry) {
        expiry("leaf", certificates, stored -> stored.leaf().certificate(), registry);
        expiry("authority", certificates, StoredCertificates::newest, registry);
    }

    private static void expiry(
            String name,
            OwnCertificates certificates,
            Function<StoredCertificates, X509Certificate> certificate,
            MeterRegistry registry) {
        Gauge.builder(
                        "ovpnguard.certificate.expiry.timestamp",
                        certificates,
                        own -> own.served()
                                .map(stored ->
                                        certificate.apply(stored).getNotAfter().getTime() / MILLIS)
                                .orElse(0.0))
                .description("When what is served ends, in seconds since 1970; 0 before there is any")
                .baseUnit("seconds")
                .tag("certificate", name)
                .register(registry);
    }
}

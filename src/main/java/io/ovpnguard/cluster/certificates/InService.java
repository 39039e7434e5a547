package io.ovpnguard.cluster.certificates;

import io.ovpnguard.pki.own.Credential;
import io.ovpnguard.pki.own.StoredCertificates;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The certificates that this replica serves, and whether the API server can trust them yet. */
final class InService {

    /**
     * What is in service.
     *
     * @param trusted whether the webhooks were seen to trust who has signed it
     */
    private record Serving(StoredCertificates certificates, boolean trusted) {}

    private final InstantSource time;
    private final Predicate<X509Certificate> trust;
    private final Consumer<Credential> serve;
    private volatile Optional<Serving> serving = Optional.empty();

    /**
     * @param trust whether the webhooks are seen to trust an authority now
     * @param serve takes what is to be served from now on
     */
    InService(InstantSource time, Predicate<X509Certificate> trust, Consumer<Credential> serve) {
        this.time = Objects.requireNonNull(time);
        this.trust = Objects.requireNonNull(trust);
        this.serve = Objects.requireNonNull(serve);
    }

    /** Serves what is stored, unless it is served already. What cannot be served any more leaves that in service which is. */
    void accept(StoredCertificates stored) {
        var isNothingNew = serving.filter(now -> now.trusted() && now.certificates() == stored)
                .isPresent();
        if (isNothingNew || !stored.isValid(time.instant())) {
            return;
        }
        var leaf = stored.leaf();
        var before =
                serving.filter(now -> now.certificates().leaf().certificate().equals(leaf.certificate()));
        if (before.isEmpty()) {
            serve.accept(leaf);
        }
        // Once seen, it stays: somebody who empties the bundle does not make the replicas leave as well.
        var trusted = before.filter(Serving::trusted).isPresent()
                || stored.issuer().filter(trust).isPresent();
        serving = Optional.of(new Serving(stored, trusted));
    }

    /** {@return whether something valid is served, and its authority was seen to be trusted by the webhooks} */
    boolean isReady() {
        return serving.filter(Serving::trusted)
                .map(Serving::certificates)
                .filter(certificates -> certificates.isValid(time.instant()))
                .isPresent();
    }

    /** {@return what is served; empty before anything was} */
    Optional<StoredCertificates> certificates() {
        return serving.map(Serving::certificates);
    }
}

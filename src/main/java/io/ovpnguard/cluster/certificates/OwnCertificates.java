package io.ovpnguard.cluster.certificates;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.cluster.lease.Leadership;
import io.ovpnguard.cluster.lease.Turns;
import io.ovpnguard.cluster.lease.Unwritable;
import io.ovpnguard.pki.own.Credential;
import io.ovpnguard.pki.own.Rotation;
import io.ovpnguard.pki.own.Rotation.Step;
import io.ovpnguard.pki.own.StoredCertificates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Keeps the certificates of all replicas: each serves what the Secret holds, and the holder of the Lease renews it. The
 * state lives in the API server alone, so that a replica that takes over goes on where the one before it ended.
 */
public final class OwnCertificates implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OwnCertificates.class);

    private static final Duration LONGEST_LEASE = Duration.ofSeconds(15);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final int LOOKS_IN_A_LEASE = 10;

    private final KubernetesClient client;
    private final Rotation rotation;
    private final InstantSource time;
    private final InService inService;
    private final CertificateSecret secret;
    private final TrustBundle bundle;
    private final Leadership leadership;
    private final Duration period;
    private final Turns turns = new Turns("ovpnguard-certificates", "certificates are not renewed now");

    private volatile Optional<StoredCertificates> stored = Optional.empty();
    private boolean canSign;
    private List<NamedWatch> watches = List.of();

    /**
     * @param leadership which replica renews
     * @param serve takes what is to be served from now on
     */
    public OwnCertificates(
            KubernetesClient client,
            Place place,
            Leadership leadership,
            Rotation rotation,
            InstantSource time,
            Consumer<Credential> serve) {
        this.client = Objects.requireNonNull(client);
        this.rotation = Objects.requireNonNull(rotation);
        this.time = Objects.requireNonNull(time);
        this.leadership = Objects.requireNonNull(leadership);
        this.period = leaseDuration(rotation.leafLifetime()).dividedBy(LOOKS_IN_A_LEASE);
        this.secret = new CertificateSecret(client, place, leadership.owner());
        this.bundle = new TrustBundle(client, place, System::nanoTime);
        this.inService = new InService(time, issuer -> bundle.isTrusted(issuer, Duration.ZERO), serve);
    }

    /** {@return for how long: a replica that is lost must be replaced while the leaf that it would have renewed is valid} */
    public static Duration leaseDuration(Duration leafLifetime) {
        var share = leafLifetime.dividedBy(6);
        if (share.compareTo(LONGEST_LEASE) > 0) {
            return LONGEST_LEASE;
        }
        return share.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : share;
    }

    /** Begins to watch and to renew; returns at once. */
    public void start() {
        watches = List.of(
                NamedWatch.start(client, secret.resource(), Secret.class, inTurn(this::see)),
                NamedWatch.start(
                        client, bundle.resource(), ValidatingWebhookConfiguration.class, inTurn(this::seeWebhooks)));
        turns.every(period, this::look);
    }

    private <T> Consumer<Optional<T>> inTurn(Consumer<Optional<T>> see) {
        return found -> {
            // Two turns: what was found is forgotten before the second, which may wait for the API server.
            turns.soon(() -> see.accept(found));
            turns.soon(this::look);
        };
    }

    private void see(Optional<Secret> found) {
        accept(found.flatMap(CertificateSecret::certificates));
        if (found.isEmpty()) {
            LOG.warnf("%s was deleted", secret);
        } else if (stored.isEmpty()) {
            LOG.warnf("%s holds no certificates that can be served", secret);
        }
    }

    private void seeWebhooks(Optional<ValidatingWebhookConfiguration> found) {
        bundle.see(found);
        if (found.isEmpty()) {
            LOG.warnf("%s was deleted", bundle);
        }
    }

    private void accept(Optional<StoredCertificates> found) {
        stored = found.map(StoredCertificates::withoutAuthorityKey);
        canSign = canSign(found);
        stored.ifPresent(inService::accept);
    }

    private void look() throws Unwritable {
        stored.ifPresent(inService::accept);
        if (leadership.isHeld()) {
            step();
        }
    }

    private void step() throws Unwritable {
        if (next(stored, canSign).isEmpty() && bundle.is(stored.orElseThrow().trusted())) {
            return;
        }
        // What was seen may be old: what is done rests on what is stored now.
        var found = secret.read();
        var certificates = found.flatMap(CertificateSecret::certificates);
        var step = next(certificates, canSign(certificates));
        if (step.filter(Step.PROMOTE::equals).isPresent()) {
            publish(certificates.orElseThrow());
            step = next(certificates, canSign(certificates));
        }
        if (step.isPresent()) {
            var changed = rotation.take(step.get(), certificates, served(), time.instant());
            secret.write(changed, found);
            tell(step.get(), changed);
            certificates = Optional.of(changed);
        }
        accept(certificates);
        publish(certificates.orElseThrow());
    }

    /** Somebody may have spoilt the key: that is to be known before it is needed. */
    private static boolean canSign(Optional<StoredCertificates> certificates) {
        return certificates.flatMap(StoredCertificates::authority).isPresent();
    }

    private Optional<Step> next(Optional<StoredCertificates> certificates, boolean canSign) {
        var settled = certificates
                .filter(known -> bundle.isTrusted(known.newest(), rotation.settling()))
                .isPresent();
        return rotation.next(certificates, canSign, settled, time.instant());
    }

    private void publish(StoredCertificates certificates) throws Unwritable {
        if (bundle.publish(certificates.trusted())) {
            LOG.infof("%s trusts %d authorities", bundle, certificates.trusted().size());
        }
    }

    private void tell(Step step, StoredCertificates changed) {
        LOG.infof(
                "%s: %s; authority until %s, certificate until %s",
                secret,
                switch (step) {
                    case START -> "made certificates, as there were none that could be served";
                    case PREPARE -> "made a new authority, to be trusted before it signs";
                    case PROMOTE -> "the new authority has signed the certificate";
                    case RENEW -> "renewed the certificate";
                    case FORGET -> "removed an authority that is no longer needed";
                },
                changed.newest().getNotAfter().toInstant(),
                changed.leaf().certificate().getNotAfter().toInstant());
    }

    /** {@return whether a valid leaf of the Secret is served, and its authority was seen to be trusted by the webhooks} */
    public boolean isReady() {
        return inService.isReady();
    }

    /** {@return what is served, without the authority's key; empty before anything was stored} */
    public Optional<StoredCertificates> served() {
        return inService.certificates();
    }

    @Override
    public void close() {
        watches.forEach(NamedWatch::close);
        turns.close();
    }
}

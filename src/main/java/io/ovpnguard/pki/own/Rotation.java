package io.ovpnguard.pki.own;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When certificates are replaced, and in which order: a new authority is trusted first, and signs the leaf only once
 * everybody can have heard of it. Both are renewed after two thirds of their lifetimes.
 *
 * <p>Nothing but the certificates themselves and the time decides, so every replica comes to the same answer, and one that
 * takes over goes on where the one before it ended.
 *
 * @param names of the server
 */
public record Rotation(Duration authorityLifetime, Duration leafLifetime, List<String> names) {

    /** One change of what is stored. */
    public enum Step {
        /** Nothing that is stored can be served. */
        START,
        /** A new authority, which is trusted beside the old one and signs nothing yet. */
        PREPARE,
        /** The leaf is signed by the authority that all trust by now. */
        PROMOTE,
        /** The leaf is renewed by the authority that has signed it. */
        RENEW,
        /** An authority of which no leaf can be in service any more. */
        FORGET
    }

    /** Whatever goes wrong, the bundle of authorities stays small. */
    private static final int MOST_TRUSTED = 4;

    /** API servers watch the configuration of webhooks: they hear of it within a second, one that restarts later. */
    private static final Duration MOST_SETTLING = Duration.ofMinutes(1);

    private static final int DNS_NAME = 2;

    public Rotation {
        names = List.copyOf(names);
        if (leafLifetime.compareTo(authorityLifetime) >= 0 || !leafLifetime.isPositive()) {
            throw new IllegalArgumentException("a leaf's lifetime of " + leafLifetime
                    + " is not shorter than its authority's of " + authorityLifetime);
        }
    }

    /**
     * {@return what is due}
     *
     * @param stored empty where nothing is stored that could be served
     * @param canSign whether the key of the newest authority is stored, too
     * @param settled whether all can have heard of the newest authority
     */
    public Optional<Step> next(Optional<StoredCertificates> stored, boolean canSign, boolean settled, Instant now) {
        if (stored.isEmpty() || !stored.get().isValid(now)) {
            return Optional.of(Step.START);
        }
        var certificates = stored.get();
        if (!certificates.issuer().equals(Optional.of(certificates.newest()))) {
            return beingPublished(certificates, canSign, settled, now);
        }
        if (!canSign || isDue(certificates.newest(), authorityLifetime, now)) {
            return Optional.of(Step.PREPARE);
        }
        if (!names(certificates.leaf().certificate()).equals(new HashSet<>(names)) || isLeafDue(certificates, now)) {
            return Optional.of(Step.RENEW);
        }
        return kept(certificates, now).size() < certificates.trusted().size()
                ? Optional.of(Step.FORGET)
                : Optional.empty();
    }

    private static Optional<Step> beingPublished(
            StoredCertificates certificates, boolean canSign, boolean settled, Instant now) {
        if (!canSign || !StoredCertificates.isValid(certificates.newest(), now)) {
            return Optional.of(Step.PREPARE);
        }
        return settled ? Optional.of(Step.PROMOTE) : Optional.empty();
    }

    /**
     * {@return what to store next; a key that is missing is replaced by a new authority}
     *
     * @param served what a replica still serves, in case that nothing is stored
     */
    public StoredCertificates take(
            Step step, Optional<StoredCertificates> stored, Optional<StoredCertificates> served, Instant now) {
        return switch (step) {
            case START ->
                served.filter(certificates -> certificates.isValid(now))
                        .map(certificates -> prepared(certificates, now))
                        .orElseGet(() -> started(stored, now));
            case PREPARE -> prepared(stored.orElseThrow(), now);
            case PROMOTE, RENEW -> {
                var certificates = stored.orElseThrow();
                yield certificates
                        .authority()
                        .map(authority -> new StoredCertificates(
                                certificates.trusted(), Optional.of(authority), leaf(authority, now)))
                        .orElseGet(() -> prepared(certificates, now));
            }
            case FORGET -> {
                var certificates = stored.orElseThrow();
                yield new StoredCertificates(kept(certificates, now), certificates.authority(), certificates.leaf());
            }
        };
    }

    private StoredCertificates started(Optional<StoredCertificates> stored, Instant now) {
        var authority = stored.flatMap(StoredCertificates::authority)
                .filter(known -> StoredCertificates.isValid(known.certificate(), now)
                        && !isDue(known.certificate(), authorityLifetime, now))
                .orElseGet(() -> CertificateMaker.authority(now, authorityLifetime));
        var trusted = trusted(authority, stored.map(StoredCertificates::trusted).orElse(List.of()), now);
        return new StoredCertificates(trusted, Optional.of(authority), leaf(authority, now));
    }

    /** The leaf is renewed once more, so that it lasts until the new authority is trusted; then the old key is gone. */
    private StoredCertificates prepared(StoredCertificates old, Instant now) {
        var authority = CertificateMaker.authority(now, authorityLifetime);
        var leaf = old.authority()
                .filter(signer -> old.issuer().equals(Optional.of(signer.certificate())))
                .map(signer -> leaf(signer, now))
                .orElse(old.leaf());
        // Whoever has signed the leaf must not fall out of the bundle.
        var issuerFirst =
                Stream.concat(old.issuer().stream(), old.trusted().stream()).toList();
        return new StoredCertificates(trusted(authority, issuerFirst, now), Optional.of(authority), leaf);
    }

    private Credential leaf(Credential authority, Instant now) {
        return CertificateMaker.leaf(authority, names, now, leafLifetime);
    }

    private static List<X509Certificate> trusted(Credential newest, List<X509Certificate> others, Instant now) {
        return Stream.concat(
                        Stream.of(newest.certificate()),
                        others.stream().filter(other -> StoredCertificates.isValid(other, now)))
                .distinct()
                .limit(MOST_TRUSTED)
                .toList();
    }

    /** An old authority signs nothing more once there is a newer one: a leaf's lifetime later, none of it is left. */
    private List<X509Certificate> kept(StoredCertificates certificates, Instant now) {
        var newestMade = certificates.newest().getNotBefore().toInstant().plus(CertificateMaker.BACKDATED);
        var none = now.isAfter(newestMade.plus(leafLifetime));
        var kept = new ArrayList<X509Certificate>();
        for (var authority : certificates.trusted()) {
            if (authority.equals(certificates.newest())
                    || certificates.issuer().equals(Optional.of(authority))
                    || !none && StoredCertificates.isValid(authority, now)) {
                kept.add(authority);
            }
        }
        return kept;
    }

    private boolean isLeafDue(StoredCertificates certificates, Instant now) {
        var ends = certificates.leaf().certificate().getNotAfter().toInstant();
        var renewed = CertificateMaker.end(certificates.newest().getNotAfter().toInstant(), now, leafLifetime);
        return isDue(certificates.leaf().certificate(), leafLifetime, now) && renewed.isAfter(ends);
    }

    private static boolean isDue(X509Certificate certificate, Duration lifetime, Instant now) {
        return !now.isBefore(certificate.getNotAfter().toInstant().minus(lifetime.dividedBy(3)));
    }

    private static Set<String> names(X509Certificate leaf) {
        try {
            var names = new HashSet<String>();
            var alternatives = leaf.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.stream()
                        .filter(name -> name.getFirst().equals(DNS_NAME))
                        .forEach(name -> names.add((String) name.getLast()));
            }
            return names;
        } catch (CertificateParsingException unreadable) {
            return Set.of();
        }
    }

    /** {@return how long it takes until all can have heard of an authority that stands in the API server} */
    public Duration settling() {
        var share = authorityLifetime.dividedBy(10);
        return share.compareTo(MOST_SETTLING) < 0 ? share : MOST_SETTLING;
    }
}

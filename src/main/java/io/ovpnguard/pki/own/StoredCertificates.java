package io.ovpnguard.pki.own;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the Secret of certificates holds.
 *
 * @param trusted the authorities that whoever calls must trust, the newest first
 * @param authority the newest with its key; empty where the key is not known
 * @param leaf what is served, signed by one of them
 */
public record StoredCertificates(List<X509Certificate> trusted, Optional<Credential> authority, Credential leaf) {

    public static final String TRUSTED = "ca.crt";
    public static final String AUTHORITY_KEY = "ca.key";
    public static final String LEAF = "tls.crt";
    public static final String LEAF_KEY = "tls.key";

    public StoredCertificates {
        trusted = List.copyOf(trusted);
        Objects.requireNonNull(authority);
        Objects.requireNonNull(leaf);
        if (trusted.isEmpty()) {
            throw new IllegalArgumentException("no authority");
        }
    }

    /** {@return what these texts hold, or empty where it could not be served} */
    public static Optional<StoredCertificates> parse(Map<String, String> texts) {
        try {
            var trusted = Credential.certificates(texts.getOrDefault(TRUSTED, ""));
            var leaf = Credential.parse(texts.getOrDefault(LEAF, ""), texts.getOrDefault(LEAF_KEY, ""));
            if (trusted.isEmpty() || leaf.isEmpty()) {
                return Optional.empty();
            }
            var authority = Credential.parse(texts.get(TRUSTED), texts.getOrDefault(AUTHORITY_KEY, ""));
            var stored = new StoredCertificates(trusted, authority, leaf.get());
            return stored.issuer().map(_ -> stored);
        } catch (CertificateException unreadable) {
            return Optional.empty();
        }
    }

    /** {@return the Secret's data; without the authority's key where it is not known} */
    public Map<String, String> texts() {
        var leafTexts = Map.of(
                TRUSTED,
                Credential.text(trusted),
                LEAF,
                Credential.text(List.of(leaf.certificate())),
                LEAF_KEY,
                leaf.keyText());
        if (authority.isEmpty()) {
            return leafTexts;
        }
        var all = new TreeMap<>(leafTexts);
        all.put(AUTHORITY_KEY, authority.get().keyText());
        return all;
    }

    public X509Certificate newest() {
        return trusted.getFirst();
    }

    /** {@return which authority has signed the leaf} */
    public Optional<X509Certificate> issuer() {
        return trusted.stream().filter(this::hasSigned).findFirst();
    }

    private boolean hasSigned(X509Certificate authority) {
        try {
            leaf.certificate().verify(authority.getPublicKey());
            return authority.getSubjectX500Principal().equals(leaf.certificate().getIssuerX500Principal());
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /** {@return whether the leaf is worth something to who trusts these authorities} */
    public boolean isValid(Instant now) {
        return isValid(leaf.certificate(), now)
                && issuer().filter(issuer -> isValid(issuer, now)).isPresent();
    }

    static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && now.isBefore(certificate.getNotAfter().toInstant());
    }

    /** {@return what a replica needs to serve, which is all that it remembers} */
    public StoredCertificates withoutAuthorityKey() {
        return new StoredCertificates(trusted, Optional.empty(), leaf);
    }

    /** {@return never a key} */
    @Override
    public String toString() {
        return "StoredCertificates[" + leaf + "]";
    }
}

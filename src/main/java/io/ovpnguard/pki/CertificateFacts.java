package io.ovpnguard.pki;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is told of a certificate: nothing secret.
 *
 * @param fingerprint its SHA-256 in hexadecimal
 * @param sha1 its SHA-1, by which {@code verify-hash} may name it
 * @param digest what its signature is made over, such as {@code SHA256}
 * @param signature what is needed to check who signed it
 */
public record CertificateFacts(
        String fingerprint,
        String sha1,
        DistinguishedName subject,
        DistinguishedName issuer,
        BigInteger serial,
        Instant notBefore,
        Instant notAfter,
        KeyFacts key,
        String digest,
        Usages usages,
        Optional<String> subjectKeyId,
        Optional<AuthorityKeyId> authorityKeyId,
        Signed signature) {

    /** Which key its issuer says to have signed with. */
    public record AuthorityKeyId(Optional<String> keyId, Optional<BigInteger> serial, Optional<String> issuer) {

        public AuthorityKeyId {
            Objects.requireNonNull(keyId);
            Objects.requireNonNull(serial);
            Objects.requireNonNull(issuer);
        }
    }

    /**
     * What it may be used for.
     *
     * @param version 1 to 3
     * @param keyUsage the bits of the extension as OpenSSL numbers them: 0x80 for digitalSignature
     * @param extended identifiers of purposes
     * @param netscape the bits of nsCertType: 0x40 for a server
     * @param isAuthority what basicConstraints says
     * @param pathLength how many authorities may follow
     * @param hasUnknownCritical whether it has a critical extension that OpenSSL does not know
     * @param hasNameConstraints whether it limits the names below it
     */
    public record Usages(
            int version,
            Optional<Integer> keyUsage,
            Optional<Set<String>> extended,
            Optional<Integer> netscape,
            Optional<Boolean> isAuthority,
            Optional<Integer> pathLength,
            boolean hasUnknownCritical,
            boolean hasNameConstraints) {

        public Usages {
            Objects.requireNonNull(keyUsage);
            extended = extended.map(Set::copyOf);
            Objects.requireNonNull(netscape);
            Objects.requireNonNull(isAuthority);
            Objects.requireNonNull(pathLength);
        }
    }

    public CertificateFacts {
        Objects.requireNonNull(fingerprint);
        Objects.requireNonNull(sha1);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(serial);
        Objects.requireNonNull(notBefore);
        Objects.requireNonNull(notAfter);
        Objects.requireNonNull(key);
        Objects.requireNonNull(digest);
        Objects.requireNonNull(usages);
        Objects.requireNonNull(subjectKeyId);
        Objects.requireNonNull(authorityKeyId);
        Objects.requireNonNull(signature);
    }

    /** Certificates are the same when their bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateFacts facts && facts.fingerprint.equals(fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    /** {@return the subject's CN} */
    public Optional<String> commonName() {
        return subject.last("CN");
    }

    public boolean isSelfIssued() {
        return subject.canonical().equals(issuer.canonical());
    }

    /** {@return whether the key of another certificate made its signature} */
    public boolean isSignedBy(CertificateFacts other) {
        return signature.isBy(fingerprint, other);
    }
}

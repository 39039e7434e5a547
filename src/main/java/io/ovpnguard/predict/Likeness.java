package io.ovpnguard.predict;

import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.DistinguishedName;
import io.ovpnguard.pki.KeyFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All that a server can see of a client, but for who it is. Servers do the same with clients of equal likeness, and so do
 * the clients themselves.
 *
 * @param settings a fingerprint of its options, of the files that they name, and of how it is judged
 * @param certificate what kind of certificate it has, if it has one
 */
public record Likeness(String settings, Optional<OfCertificate> certificate) {

    public Likeness {
        Objects.requireNonNull(settings);
        Objects.requireNonNull(certificate);
    }

    /**
     * A certificate without its name, number, dates and key.
     *
     * @param names the types of the parts of its name, and the values of those that do not name its holder
     * @param signers fingerprints of the certificates at hand whose key made its signature
     */
    public record OfCertificate(
            DistinguishedName issuer,
            List<String> names,
            KeyFacts.Algorithm algorithm,
            int bits,
            Optional<String> curve,
            String digest,
            CertificateFacts.Usages usages,
            boolean hasKeyId,
            Optional<CertificateFacts.AuthorityKeyId> authorityKeyId,
            Set<String> signers) {

        public OfCertificate {
            Objects.requireNonNull(issuer);
            names = List.copyOf(names);
            Objects.requireNonNull(algorithm);
            Objects.requireNonNull(curve);
            Objects.requireNonNull(digest);
            Objects.requireNonNull(usages);
            Objects.requireNonNull(authorityKeyId);
            signers = Set.copyOf(signers);
        }
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.pki.CertificateFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way from a peer's certificate up to one that is trusted ({@code build_chain} of x509_vfy.c, which looks among the
 * trusted ones first).
 *
 * @param certificates the peer's own first
 * @param untrusted how many of them came from the peer
 * @param isAnchored whether the last is a trusted one at which the way may end
 */
record CertificateChain(List<CertificateFacts> certificates, int untrusted, boolean isAnchored) {

    private static final int SIGNS_CERTIFICATES = 0x04;
    private static final int LONGEST = 100;

    CertificateChain {
        certificates = List.copyOf(certificates);
    }

    /**
     * {@return the way}
     *
     * @param library who looks for it: with PolarSSL a trusted certificate may be its end though another one signed it
     */
    static CertificateChain of(
            CertificateFacts own,
            List<CertificateFacts> sent,
            List<CertificateFacts> trusted,
            Instant at,
            TlsLibrary library) {
        var isPartial = library.family() != TlsLibrary.Family.OPENSSL;
        var chain = new ArrayList<CertificateFacts>(List.of(own));
        var untrusted = 1;
        var isTrusted = isSelfSigned(own) && trusted.contains(own) || isPartial && trusted.contains(own);
        while (!isTrusted && chain.size() < LONGEST) {
            var last = chain.getLast();
            var anchor = issuer(last, trusted, at, library);
            if (anchor.isPresent() && !isSelfSigned(last)) {
                chain.add(anchor.get());
                if (isPartial || isSelfSigned(anchor.get())) {
                    isTrusted = true;
                } else {
                    untrusted = Math.min(untrusted, chain.size() - 1);
                    return above(chain, untrusted, trusted, at, library);
                }
            } else {
                var next = isSelfSigned(last)
                        ? Optional.<CertificateFacts>empty()
                        : issuer(
                                last,
                                sent.stream()
                                        .filter(each -> !chain.contains(each))
                                        .toList(),
                                at,
                                library);
                if (next.isEmpty()) {
                    return new CertificateChain(chain, chain.size(), false);
                }
                chain.add(next.get());
                untrusted = chain.size();
            }
        }
        return new CertificateChain(chain, isTrusted ? Math.min(untrusted, chain.size() - 1) : chain.size(), isTrusted);
    }

    /** Once a trusted certificate is met, only trusted ones follow. */
    private static CertificateChain above(
            List<CertificateFacts> chain,
            int untrusted,
            List<CertificateFacts> trusted,
            Instant at,
            TlsLibrary library) {
        while (!isSelfSigned(chain.getLast()) && chain.size() < LONGEST) {
            var next = issuer(chain.getLast(), trusted, at, library).filter(found -> !chain.contains(found));
            if (next.isEmpty()) {
                return new CertificateChain(chain, untrusted, false);
            }
            chain.add(next.get());
        }
        return new CertificateChain(chain, untrusted, true);
    }

    /**
     * Of several that fit, one that is valid now ({@code X509_STORE_CTX_get1_issuer}). Whether it may sign, OpenSSL asks
     * from 3.0 on only when the way is complete ({@code check_issued} of x509_vfy.c).
     */
    private static Optional<CertificateFacts> issuer(
            CertificateFacts of, List<CertificateFacts> among, Instant at, TlsLibrary library) {
        var isSignerAsked = !library.isOpenSslSince(3, 0, 0);
        var fitting = among.stream()
                .filter(each -> isNamed(each, of) && (!isSignerAsked || maySign(each)))
                .toList();
        return fitting.stream()
                .filter(each ->
                        !each.notBefore().isAfter(at) && !each.notAfter().isBefore(at))
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    /** {@code X509_check_issued} of v3_purp.c: by names and key identifiers, not by the signature. */
    private static boolean isIssuer(CertificateFacts issuer, CertificateFacts of) {
        return isNamed(issuer, of) && maySign(issuer);
    }

    private static boolean isNamed(CertificateFacts issuer, CertificateFacts of) {
        if (!issuer.subject().canonical().equals(of.issuer().canonical())) {
            return false;
        }
        var authority = of.authorityKeyId();
        var isOtherKey = authority
                .flatMap(CertificateFacts.AuthorityKeyId::keyId)
                .filter(id ->
                        issuer.subjectKeyId().filter(own -> !own.equals(id)).isPresent())
                .isPresent();
        var isOtherSerial = authority
                .flatMap(CertificateFacts.AuthorityKeyId::serial)
                .filter(serial -> !serial.equals(issuer.serial()))
                .isPresent();
        var isOtherName = authority
                .flatMap(CertificateFacts.AuthorityKeyId::issuer)
                .filter(name -> !name.equals(issuer.issuer().canonical()))
                .isPresent();
        return !isOtherKey && !isOtherSerial && !isOtherName;
    }

    private static boolean maySign(CertificateFacts issuer) {
        return issuer.usages()
                .keyUsage()
                .map(bits -> (bits & SIGNS_CERTIFICATES) != 0)
                .orElse(true);
    }

    static boolean isSelfSigned(CertificateFacts certificate) {
        return certificate.isSelfIssued() && isIssuer(certificate, certificate) || isSelfSignedLeaf(certificate);
    }

    /** A certificate without the right to sign has still signed itself. */
    private static boolean isSelfSignedLeaf(CertificateFacts certificate) {
        return certificate.isSelfIssued() && certificate.isSignedBy(certificate);
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.RevocationFile;
import io.ovpnguard.pki.RevocationFile.RevocationList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Revocation lists as OpenSSL checks them for OpenVPN from 2.4 on ({@code check_revocation} of x509_vfy.c). */
final class Revocation {

    private static final int SIGNS_LISTS = 0x02;

    private final Side by;
    private final CertificateChain chain;
    private final Instant at;

    private Revocation(Side by, CertificateChain chain, Instant at) {
        this.by = by;
        this.chain = chain;
        this.at = at;
    }

    /** {@return the first certificate, the peer's own first, that a list speaks against, or whose list is no good} */
    static Optional<Rejected> of(Process verifier, Side by, CertificateChain chain, Instant at) {
        var file = file(verifier);
        if (file.isEmpty() || verifier.version().isBefore(Version.V2_4)) {
            return Optional.empty();
        }
        var revocation = new Revocation(by, chain, at);
        for (var depth = 0; depth < chain.certificates().size(); depth++) {
            var found = revocation.of(file.get().lists(), depth);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** {@return the lists of {@code crl-verify}, if it names a file that was given} */
    static Optional<RevocationFile> file(Process verifier) {
        var isDirectory = verifier.config()
                .written()
                .last("crl-verify")
                .flatMap(directive -> directive.value(1))
                .isPresent();
        return isDirectory ? Optional.empty() : verifier.material("crl-verify").map(RevocationFile::parse);
    }

    /** Without a list of its issuer a certificate is taken: OpenVPN passes over that error. */
    private Optional<Rejected> of(List<RevocationList> lists, int depth) {
        var certificate = chain.certificates().get(depth);
        var list = best(lists, certificate);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        var signer = chain.certificates()
                .get(Math.min(depth + 1, chain.certificates().size() - 1));
        if (signer.usages().keyUsage().filter(bits -> (bits & SIGNS_LISTS) == 0).isPresent()) {
            return rejected(CertificateFault.NO_REVOCATION_LIST_SIGNER, depth);
        }
        if (list.get().thisUpdate().isAfter(at.plus(PeerVerification.GRACE))) {
            return rejected(CertificateFault.FUTURE_REVOCATION_LIST, depth);
        }
        if (isExpired(list.get())) {
            return rejected(CertificateFault.EXPIRED_REVOCATION_LIST, depth);
        }
        if (!list.get().isSignedBy(signer)) {
            return rejected(CertificateFault.FORGED_REVOCATION_LIST, depth);
        }
        return list.get().revoked().contains(certificate.serial())
                ? rejected(CertificateFault.REVOKED, depth)
                : Optional.empty();
    }

    /** {@code get_crl_sk}: of several lists of an issuer, one that holds now, the newest of those. */
    private Optional<RevocationList> best(List<RevocationList> lists, CertificateFacts certificate) {
        RevocationList best = null;
        for (var list : lists) {
            if (!list.issuer().canonical().equals(certificate.issuer().canonical())) {
                continue;
            }
            var isBetter = best == null
                    || isExpired(best) && !isExpired(list)
                    || isExpired(best) == isExpired(list) && list.thisUpdate().isAfter(best.thisUpdate());
            best = isBetter ? list : best;
        }
        return Optional.ofNullable(best);
    }

    private boolean isExpired(RevocationList list) {
        return list.nextUpdate().filter(next -> next.isBefore(at)).isPresent();
    }

    private Optional<Rejected> rejected(CertificateFault fault, int depth) {
        return Optional.of(new Rejected(by, fault, depth, chain.certificates().get(depth)));
    }
}

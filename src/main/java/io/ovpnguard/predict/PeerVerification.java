package io.ovpnguard.predict;

import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.pki.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one side makes of the other's certificate: {@code X509_verify_cert} of OpenSSL with {@code verify_callback} of
 * OpenVPN, or {@code x509_crt_verify} of PolarSSL.
 */
public final class PeerVerification {

    /**
     * What becomes valid within a day is not held to be faulty: it heals by itself, most often before what is judged is
     * deployed, and clocks of machines that issue certificates run ahead.
     */
    public static final Duration GRACE = Duration.ofDays(1);

    private final Process verifier;
    private final Side by;
    private final Instant at;
    private final CertificateFacts own;
    private final CertificateChain chain;
    private final SecurityLevel level;
    private final CertificatePurpose purpose;
    private final List<String> unknown;

    private PeerVerification(Process verifier, Side by, Instant at, CertificateChain chain, List<String> unknown) {
        this.verifier = verifier;
        this.by = by;
        this.at = at;
        this.chain = chain;
        this.own = chain.certificates().getFirst();
        this.level = SecurityLevel.of(verifier);
        this.purpose = CertificatePurpose.of(by.other());
        this.unknown = unknown;
    }

    /**
     * {@return what a side finds wrong with its peer's certificate; empty if it takes it, asks for none, or that cannot
     * be known}
     *
     * @param unknown where what cannot be known is added
     */
    static Optional<Rejected> of(Process verifier, Side by, Process peer, Instant at, List<String> unknown) {
        if (!verifies(verifier, by)) {
            return Optional.empty();
        }
        var material = OwnMaterial.of(peer);
        if (material.own().isEmpty() || !material.isCertificateKnown()) {
            if (!material.isCertificateKnown() && starts(peer)) {
                unknown.add(
                        OwnMaterial.isUnopened(peer)
                                ? "what `pkcs12` of " + peer.profile().name() + " holds cannot be read here"
                                : "the certificate of " + peer.profile().name() + " was not given");
            }
            return Optional.empty();
        }
        var trusted = OwnMaterial.of(verifier).authorities();
        if (trusted.isEmpty()) {
            if (starts(verifier)) {
                unknown.add("the authorities that " + verifier.profile().name() + " trusts were not given");
            }
            return Optional.empty();
        }
        var sent = SentChain.of(peer, material, at);
        var chain = CertificateChain.of(material.own().get(), sent, trusted.get(), at, verifier.tls());
        return new PeerVerification(verifier, by, at, chain, unknown).verify();
    }

    /** What keeps a process from starting is told there, and is not unknown. */
    private static boolean starts(Process process) {
        return process.startUp().material().isEmpty();
    }

    /** {@return whether a side looks at its peer's certificate} */
    public static boolean verifies(Process process, Side side) {
        return process.config().role().tls().value() != Tls.NONE && (side == Side.CLIENT || isAsked(process));
    }

    /** Whether the server asks for a certificate at all; with {@code optional} one that comes must be good. */
    private static boolean isAsked(Process server) {
        var written = server.config().written();
        var isNone = written.value("verify-client-cert")
                .map(Setting::value)
                .filter("none"::equals)
                .isPresent();
        return !isNone && !written.has("client-cert-not-required");
    }

    private Optional<Rejected> verify() {
        if (isPinned(verifier)) {
            return new PeerOptions(verifier, by, chain.certificates(), unknown).atDepth(0);
        }
        return verifier.tls().family() == TlsLibrary.Family.OPENSSL ? verifyOpenSsl() : verifyPolarSsl();
    }

    /** With {@code peer-fingerprint} and no authority only the fingerprint counts ({@code verify_hash_no_ca}, from 2.6 on). */
    static boolean isPinned(Process verifier) {
        var written = verifier.config().written();
        return written.has("peer-fingerprint") && !written.has("ca") && !written.has("capath");
    }

    private Optional<Rejected> verifyOpenSsl() {
        return ownKey().or(this::built)
                .or(this::extensions)
                .or(this::strength)
                .or(() -> Revocation.of(verifier, by, chain, at))
                .or(this::suiteB)
                .or(this::fromTheTop);
    }

    private Optional<Rejected> ownKey() {
        return level.allows(own.key()) ? Optional.empty() : rejected(CertificateFault.WEAK_KEY, 0);
    }

    private Optional<Rejected> built() {
        var last = chain.certificates().size() - 1;
        if (chain.isAnchored()) {
            return Optional.empty();
        }
        if (CertificateChain.isSelfSigned(chain.certificates().getLast())) {
            return rejected(last == 0 ? CertificateFault.SELF_SIGNED : CertificateFault.SELF_SIGNED_AUTHORITY, last);
        }
        var isAboveTrusted = chain.untrusted() < chain.certificates().size();
        return rejected(isAboveTrusted ? CertificateFault.UNKNOWN_ROOT : CertificateFault.UNKNOWN_ISSUER, last);
    }

    /** {@code check_chain}: what each certificate may be used for, from the peer's own upwards. */
    private Optional<Rejected> extensions() {
        var authorities = 0;
        for (var depth = 0; depth < chain.certificates().size(); depth++) {
            var certificate = chain.certificates().get(depth);
            if (certificate.usages().hasUnknownCritical()) {
                return rejected(CertificateFault.UNKNOWN_CRITICAL_EXTENSION, depth);
            }
            if (certificate.usages().hasNameConstraints()) {
                unknown.add("whether names below " + certificate.subject().words() + " meet its name constraints");
            }
            if (depth > 0 && !CertificatePurpose.isAuthority(certificate)) {
                return rejected(CertificateFault.NO_AUTHORITY, depth);
            }
            if (depth == 0 ? !purpose.fits(certificate) : !purpose.fitsAuthority(certificate)) {
                return rejected(CertificateFault.WRONG_PURPOSE, depth);
            }
            var allowed = certificate.usages().pathLength();
            if (depth > 1 && allowed.isPresent() && authorities > allowed.get()) {
                return rejected(CertificateFault.PATH_TOO_LONG, depth);
            }
            if (depth > 0 && !certificate.isSelfIssued()) {
                authorities++;
            }
        }
        return Optional.empty();
    }

    /** {@code check_auth_level}; the signature of the last one is not looked at. */
    private Optional<Rejected> strength() {
        for (var depth = 0; depth < chain.certificates().size(); depth++) {
            var certificate = chain.certificates().get(depth);
            if (depth > 0 && !level.allows(certificate.key())) {
                return rejected(CertificateFault.WEAK_AUTHORITY_KEY, depth);
            }
            if (depth < chain.certificates().size() - 1 && !level.allowsDigest(certificate.digest())) {
                return rejected(CertificateFault.WEAK_DIGEST, depth);
            }
        }
        return Optional.empty();
    }

    /** {@code X509_chain_check_suiteb}. */
    private Optional<Rejected> suiteB() {
        return SuiteB.isAsked(verifier)
                ? SuiteB.fault(chain.certificates()).flatMap(found -> rejected(found.fault(), found.depth()))
                : Optional.empty();
    }

    /** {@code internal_verify}: signatures and times from the top down, and what OpenVPN asks of each. */
    private Optional<Rejected> fromTheTop() {
        var certificates = chain.certificates();
        for (var depth = certificates.size() - 1; depth >= 0; depth--) {
            var certificate = certificates.get(depth);
            if (depth < certificates.size() - 1 && !certificate.isSignedBy(certificates.get(depth + 1))) {
                return rejected(CertificateFault.BAD_SIGNATURE, depth);
            }
            var fault = time(certificate);
            if (fault.isPresent()) {
                return rejected(fault.get(), depth);
            }
            var asked = new PeerOptions(verifier, by, certificates, unknown).atDepth(depth);
            if (asked.isPresent()) {
                return asked;
            }
        }
        return Optional.empty();
    }

    private Optional<CertificateFault> time(CertificateFacts certificate) {
        if (certificate.notBefore().isAfter(at.plus(GRACE))) {
            return Optional.of(CertificateFault.NOT_YET_VALID);
        }
        return certificate.notAfter().isBefore(at) ? Optional.of(CertificateFault.EXPIRED) : Optional.empty();
    }

    /** {@code x509_crt_verify} collects what is wrong; who is an authority, it asks as well. */
    private Optional<Rejected> verifyPolarSsl() {
        var certificates = chain.certificates();
        for (var depth = certificates.size() - 1; depth >= 0; depth--) {
            var certificate = certificates.get(depth);
            var isTop = depth == certificates.size() - 1;
            if (!PolarSslTypes.knows(certificate)) {
                return rejected(CertificateFault.UNKNOWN_ALGORITHM, depth);
            }
            if (isTop && !chain.isAnchored()) {
                return rejected(CertificateFault.UNKNOWN_ISSUER, depth);
            }
            if (!isTop && !certificate.isSignedBy(certificates.get(depth + 1))
                    || depth > 0
                            && !certificate
                                    .usages()
                                    .isAuthority()
                                    .orElse(certificate.usages().version() < 3)) {
                return rejected(CertificateFault.UNKNOWN_ISSUER, Math.min(depth, certificates.size() - 2));
            }
            var fault = time(certificate);
            if (fault.isPresent()) {
                return rejected(fault.get(), depth);
            }
            var asked = new PeerOptions(verifier, by, certificates, unknown).atDepth(depth);
            if (asked.isPresent()) {
                return asked;
            }
        }
        return purpose.fitsPolarSsl(own) ? Optional.empty() : rejected(CertificateFault.WRONG_USE, 0);
    }

    private Optional<Rejected> rejected(CertificateFault fault, int depth) {
        return Optional.of(new Rejected(by, fault, depth, chain.certificates().get(depth)));
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What OpenVPN's own options ask of a certificate that the TLS library has found good ({@code verify_cert} and
 * {@code verify_peer_cert} of ssl_verify.c; up to 2.2 {@code verify_callback} of ssl.c).
 */
final class PeerOptions {

    private static final int LONGEST_NAME = 64;

    private final Process verifier;
    private final Version version;
    private final Written written;
    private final Side by;
    private final List<CertificateFacts> chain;
    private final List<String> unknown;

    PeerOptions(Process verifier, Side by, List<CertificateFacts> chain, List<String> unknown) {
        this.verifier = verifier;
        this.version = verifier.version();
        this.written = verifier.config().written();
        this.by = by;
        this.chain = chain;
        this.unknown = unknown;
    }

    /** {@return what is wrong with the certificate at a depth} */
    Optional<Rejected> atDepth(int depth) {
        var certificate = chain.get(depth);
        return fault(certificate, depth).map(fault -> new Rejected(by, fault, depth, certificate));
    }

    private Optional<CertificateFault> fault(CertificateFacts certificate, int depth) {
        if (depth == 0 && userName(certificate).isEmpty()) {
            return Optional.of(CertificateFault.NO_USER_NAME);
        }
        if (Fingerprint.isWrong(written, certificate, depth)) {
            return Optional.of(CertificateFault.WRONG_FINGERPRINT);
        }
        var ofPeer = depth == 0 ? peer(certificate) : Optional.<CertificateFault>empty();
        return ofPeer.or(() -> revoked(certificate));
    }

    private Optional<CertificateFault> peer(CertificateFacts certificate) {
        if (!hasNetscapeType(certificate)) {
            return Optional.of(CertificateFault.WRONG_NETSCAPE_TYPE);
        }
        if (!RemoteUsage.hasKeyUsage(verifier, certificate)) {
            return Optional.of(CertificateFault.WRONG_KEY_USAGE);
        }
        if (!RemoteUsage.hasExtended(verifier, certificate)) {
            return Optional.of(CertificateFault.WRONG_EXTENDED_KEY_USAGE);
        }
        return isNamed(certificate) ? Optional.empty() : Optional.of(CertificateFault.WRONG_NAME);
    }

    /** {@code x509_verify_ns_cert_type}: from 2.4 on a certificate that fits the purpose will do. */
    private boolean hasNetscapeType(CertificateFacts certificate) {
        var type = written.value("ns-cert-type").map(Setting::value);
        if (type.isEmpty()) {
            return true;
        }
        var purpose = type.get().equals("server") ? CertificatePurpose.SERVER : CertificatePurpose.CLIENT;
        return purpose.isNetscape(certificate) || version.isAtLeast(Version.V2_4) && purpose.fits(certificate);
    }

    /** {@code backend_x509_get_username}: by default the last CN, and nothing that is longer than 64 characters. */
    private Optional<String> userName(CertificateFacts certificate) {
        if (field(verifier).startsWith("ext:")) {
            unknown.add("the user name that `x509-username-field` of "
                    + verifier.profile().name() + " takes");
            return Optional.of("");
        }
        return userName(verifier, certificate);
    }

    /** {@return what a process calls its peer by a field of the subject} */
    static Optional<String> userName(Process verifier, CertificateFacts certificate) {
        return certificate.subject().last(field(verifier)).filter(name -> name.length() <= LONGEST_NAME);
    }

    /** Up to 2.6 a name in small letters is written in capitals first. */
    private static String field(Process verifier) {
        var name = verifier.config()
                .written()
                .value("x509-username-field")
                .map(Setting::value)
                .orElse("CN");
        var isRaised = name.chars().noneMatch(Character::isUpperCase)
                && !name.startsWith("ext:")
                && verifier.version().isBefore(Version.V2_7);
        return isRaised ? name.toUpperCase(Locale.ROOT) : name;
    }

    private boolean isNamed(CertificateFacts certificate) {
        var name = userName(certificate).orElse("");
        var remote = written.last("tls-remote").flatMap(directive -> directive.value(0));
        if (remote.isPresent() && !remote.get().isEmpty()) {
            return remote.get().equals(oldSubject(certificate)) || name.startsWith(remote.get());
        }
        var expected = written.last("verify-x509-name");
        if (expected.isEmpty()) {
            return true;
        }
        var wanted = expected.get().value(0).orElse("");
        return switch (expected.get().value(1).orElse("subject")) {
            case "name" -> remapped(name).equals(wanted);
            case "name-prefix" -> remapped(name).startsWith(wanted);
            default -> certificate.subject().words().equals(wanted);
        };
    }

    /** {@code tls-remote} has the subject as 2.2 wrote it; spaces and the like became underscores. */
    private static String oldSubject(CertificateFacts certificate) {
        var plain = new StringBuilder();
        certificate
                .subject()
                .oneLine()
                .codePoints()
                .forEach(letter -> plain.appendCodePoint(
                        Character.isLetterOrDigit(letter) || "_-.@:/=".indexOf(letter) >= 0 ? letter : '_'));
        return plain.toString();
    }

    private String remapped(String name) {
        return ClientConfigFile.commonName(name, version);
    }

    /** {@code verify_check_crl_dir}, and up to 2.3 the list itself ({@code x509_verify_crl}). */
    private Optional<CertificateFault> revoked(CertificateFacts certificate) {
        var directive = written.last("crl-verify");
        if (directive.isEmpty()) {
            return Optional.empty();
        }
        if (directive.get().value(1).isPresent()) {
            return isListed(directive.get().value(0).orElse(""), certificate)
                    ? Optional.of(CertificateFault.REVOKED_BY_FILE)
                    : Optional.empty();
        }
        var file = Revocation.file(verifier);
        if (file.isEmpty()) {
            return missing();
        }
        if (version.isAtLeast(Version.V2_4)) {
            return file.get().lists().isEmpty() ? Optional.of(CertificateFault.NO_REVOCATION_LIST) : Optional.empty();
        }
        if (file.get().lists().isEmpty()) {
            return Optional.of(CertificateFault.NO_REVOCATION_LIST);
        }
        var first = file.get().lists().getFirst();
        var isMeant = first.issuer().canonical().equals(certificate.issuer().canonical());
        return isMeant && first.revoked().contains(certificate.serial())
                ? Optional.of(CertificateFault.REVOKED)
                : Optional.empty();
    }

    /** 2.2 opens the list when a client comes; newer ones have refused to start. */
    private Optional<CertificateFault> missing() {
        if (verifier.profile().files().complete()) {
            return Optional.of(CertificateFault.NO_REVOCATION_LIST);
        }
        unknown.add("the list of `crl-verify` of " + verifier.profile().name() + " was not given");
        return Optional.empty();
    }

    private boolean isListed(String directory, CertificateFacts certificate) {
        var files = verifier.profile().files();
        if (!files.complete()) {
            unknown.add("the files of `crl-verify` of " + verifier.profile().name() + " were not given");
        }
        return files.find(directory + (directory.endsWith("/") ? "" : "/") + certificate.serial())
                .isPresent();
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import java.util.Locale;

/**
 * What both sides log of a certificate that is not taken ({@code verify_callback} of ssl_verify_openssl.c and
 * ssl_verify_polarssl.c, {@code verify_peer_cert} of ssl_verify.c, {@code info_callback} of ssl_openssl.c). {@code N}
 * stands for a serial number.
 */
final class CertificateLog {

    private CertificateLog() {}

    static void write(Rejected rejected, LogWriter log) {
        var by = rejected.by();
        if (diesOfMissingList(rejected, log)) {
            log.process(by)
                    .config()
                    .written()
                    .value("crl-verify")
                    .ifPresent(file -> log.repeats(
                            by, "CRL: cannot read: " + file.value() + ": No such file or directory (errno=2)"));
            return;
        }
        if (isUnusable(rejected, log)) {
            HandshakeLog.failed(log, Side.SERVER);
            return;
        }
        reason(rejected, log);
        if (hasAlerts(log, by)) {
            log.says(by, "Sent fatal SSL alert: " + alert(rejected, log));
        }
        HandshakeLog.failed(log, by);
        // Only OpenSSL 3.2 and later, as a client, tells the server before it hangs up.
        if (by == Side.CLIENT && log.process(Side.CLIENT).tls().isOpenSslSince(3, 2, 0)) {
            if (hasAlerts(log, Side.SERVER)) {
                log.says(Side.SERVER, "Received fatal SSL alert: " + alert(rejected, log));
            }
            HandshakeLog.failed(log, Side.SERVER, false);
        }
    }

    /** OpenSSL tells of the last fault that it found, though OpenVPN has passed over that one and stopped at another. */
    private static String alert(Rejected rejected, LogWriter log) {
        var isPassedOver = rejected.fault() == CertificateFault.NO_REVOCATION_LIST
                || PeerVerification.isPinned(log.process(rejected.by()));
        return isPassedOver
                ? CertificateFault.UNKNOWN_ISSUER.alert()
                : rejected.fault().alert();
    }

    /** 2.2 opens the list when a client comes, and ends itself. */
    private static boolean diesOfMissingList(Rejected rejected, LogWriter log) {
        return rejected.fault() == CertificateFault.NO_REVOCATION_LIST
                && log.version(rejected.by()).isBefore(Version.V2_3)
                && Revocation.file(log.process(rejected.by())).isEmpty();
    }

    /** A server with PolarSSL does not show a certificate that is not for servers ({@code ssl_pick_cert} of ssl_srv.c). */
    private static boolean isUnusable(Rejected rejected, LogWriter log) {
        return rejected.by() == Side.CLIENT
                && rejected.depth() == 0
                && isPolarSsl(log.process(Side.SERVER))
                && !CertificatePurpose.of(Side.SERVER).fitsPolarSsl(rejected.at());
    }

    /** From 2.6 on. */
    private static boolean hasAlerts(LogWriter log, Side side) {
        return log.version(side).isAtLeast(Version.V2_6) && HandshakeLog.isOpenSsl(log, side);
    }

    private static void reason(Rejected rejected, LogWriter log) {
        var by = rejected.by();
        var process = log.process(by);
        var subject = subject(rejected, process.version());
        var words = rejected.fault().words(process.tls());
        if (isPolarSsl(process) && flag(rejected.fault()) != 0) {
            log.endsIn(
                    by,
                    "VERIFY ERROR: depth=%d, flags=%x".formatted(rejected.depth(), flag(rejected.fault())),
                    ", " + subject);
        } else if (rejected.fault() == CertificateFault.REVOKED
                && process.version().isBefore(Version.V2_4)) {
            log.endsIn(by, "CRL CHECK FAILED", ": " + subject + serial(process) + " is REVOKED");
        } else if (words.isPresent()) {
            log.endsIn(
                    by,
                    "VERIFY ERROR: depth=%d, error=%s".formatted(rejected.depth(), words.get()),
                    ": " + subject + (process.version().isBefore(Version.V2_4) ? "" : ", serial=N"));
        } else {
            asked(rejected, subject, log);
        }
    }

    private static String serial(Process process) {
        return process.version().isBefore(Version.V2_3) ? "" : " (serial N)";
    }

    private static boolean isPolarSsl(Process process) {
        return process.tls().family() != TlsLibrary.Family.OPENSSL;
    }

    /** {@code BADCERT_} of PolarSSL's x509_crt.h. */
    private static int flag(CertificateFault fault) {
        return switch (fault) {
            case EXPIRED -> 0x1;
            case UNKNOWN_ISSUER -> 0x8;
            case NOT_YET_VALID -> 0x200;
            default -> 0;
        };
    }

    /** What OpenVPN's options ask. */
    private static void asked(Rejected rejected, String subject, LogWriter log) {
        var by = rejected.by();
        var written = log.process(by).config().written();
        switch (rejected.fault()) {
            case WRONG_NETSCAPE_TYPE ->
                log.endsIn(
                        by,
                        "VERIFY nsCertType ERROR",
                        ": %s, require nsCertType=%s"
                                .formatted(
                                        subject,
                                        written.value("ns-cert-type")
                                                .map(type -> type.value().toUpperCase(Locale.ROOT))
                                                .orElse("")));
            case WRONG_KEY_USAGE -> {
                if (rejected.at().usages().keyUsage().isEmpty()) {
                    log.says(by, "Certificate does not have key usage extension");
                }
                log.says(by, "VERIFY KU ERROR");
            }
            case WRONG_EXTENDED_KEY_USAGE -> {
                if (rejected.at().usages().extended().isEmpty()) {
                    log.says(by, "Certificate does not have extended key usage extension");
                }
                log.says(by, "VERIFY EKU ERROR");
            }
            case WRONG_NAME ->
                log.endsIn(
                        by,
                        "VERIFY X509NAME ERROR",
                        ": %s, must %s %s"
                                .formatted(
                                        compared(rejected, subject, log),
                                        relation(written, log.version(by)),
                                        wanted(written)));
            case WRONG_FINGERPRINT ->
                log.says(
                        by,
                        log.version(by).isBefore(Version.V2_6)
                                ? "TLS Error: level-1 certificate hash verification failed"
                                : "TLS Error: --tls-verify/--peer-fingerprint certificate hash verification failed."
                                        + " (got certificate fingerprint: %s)"
                                                .formatted(Fingerprint.shown(written, rejected.at())));
            case NO_REVOCATION_LIST -> log.says(by, "VERIFY ERROR: CRL not loaded");
            case REVOKED_BY_FILE -> log.says(by, "VERIFY CRL: certificate serial number N is revoked");
            case NO_USER_NAME ->
                log.endsIn(
                        by,
                        "VERIFY ERROR: could not extract",
                        " %s from X509 subject string ('%s') -- note that the field"
                                        .formatted(
                                                written.value("x509-username-field")
                                                        .map(field -> field.value())
                                                        .orElse("CN"),
                                                subject)
                                + " length is limited to 64 characters");
            default -> {}
        }
    }

    /** From 2.7 on only what was compared is told. */
    private static String compared(Rejected rejected, String subject, LogWriter log) {
        var isSubject = log.process(rejected.by())
                .config()
                .written()
                .last("verify-x509-name")
                .flatMap(directive -> directive.value(1))
                .filter(type -> !type.equals("subject"))
                .isEmpty();
        var isWhole = isSubject || log.version(rejected.by()).isBefore(Version.V2_7);
        return isWhole ? subject : rejected.at().commonName().orElse("");
    }

    private static String relation(Written written, Version version) {
        var isPrefix = written.last("verify-x509-name")
                .flatMap(directive -> directive.value(1))
                .filter("name-prefix"::equals)
                .isPresent();
        return isPrefix && version.isAtLeast(Version.V2_7) ? "start with" : "be";
    }

    private static String wanted(Written written) {
        return written.last("verify-x509-name")
                .or(() -> written.last("tls-remote"))
                .flatMap(directive -> directive.value(0))
                .orElse("");
    }

    private static String subject(Rejected rejected, Version version) {
        return version.isBefore(Version.V2_3)
                ? rejected.at().subject().oneLine()
                : rejected.at().subject().words();
    }
}

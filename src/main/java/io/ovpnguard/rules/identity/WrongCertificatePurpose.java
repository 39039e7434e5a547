package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.predict.Side;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A certificate that may not be used for what its owner uses it for, or not as the other side's options ask. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a certificate is not meant for this side of a connection",
        severity = Severity.ERROR,
        evidence =
                "OpenSSL: check_chain of x509_vfy.c; OpenVPN 2.6: verify_peer_cert of ssl_verify.c; man page, option remote-cert-tls",
        logs = {
            "unsuitable certificate purpose",
            "unsupported certificate purpose",
            "invalid CA certificate",
            "path length constraint exceeded",
            "unhandled critical extension",
            "VERIFY nsCertType ERROR",
            "VERIFY KU ERROR",
            "VERIFY EKU ERROR",
            "Certificate does not have (?:extended )?key usage extension"
        })
public final class WrongCertificatePurpose implements PairRule {

    private static final Map<String, String> PURPOSES = Map.of(
            "1.3.6.1.5.5.7.3.1", "servers",
            "1.3.6.1.5.5.7.3.2", "clients",
            "1.3.6.1.5.5.7.3.3", "code signing",
            "1.3.6.1.5.5.7.3.4", "e-mail",
            "2.5.29.37.0", "everything");

    /** Options that ask for a use, by what they ask. */
    private static final List<String> OF_EXTENDED = List.of("remote-cert-eku", "remote-cert-tls");

    private static final List<String> OF_KEY_USAGE = List.of("remote-cert-ku", "remote-cert-tls");

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction
                .tls()
                .rejected()
                .ifPresent(rejected -> reason(rejected).ifPresent(reason -> {
                    var held = HeldCertificate.of(rejected, prediction);
                    var verifier = prediction.process(rejected.by());
                    var holder = rejected.by().other();
                    var entry = report.at(
                                    held,
                                    "%s %s: the %s refuses it"
                                            .formatted(
                                                    held.title(rejected),
                                                    reason,
                                                    rejected.by().word()))
                            .leadsTo(prediction.consequence(prediction.tls()))
                            .logs(LogLines.of(Phase.TLS, prediction))
                            .help(help(rejected, holder));
                    asking(rejected, verifier)
                            .ifPresentOrElse(
                                    option -> entry.and(
                                            verifier, option, rejected.by().word() + " " + Shown.has(verifier, option)),
                                    () -> entry.and(
                                            verifier.source(),
                                            "every %s asks for a %s's certificate"
                                                    .formatted(rejected.by().word(), holder.word())));
                }));
    }

    private static Optional<String> reason(Rejected rejected) {
        var at = rejected.at();
        return switch (rejected.fault()) {
            case WRONG_PURPOSE, WRONG_USE ->
                Optional.of(rejected.depth() == 0 ? uses(at) : "may not sign it: it " + uses(at));
            case NO_AUTHORITY -> Optional.of("is not an authority's");
            case PATH_TOO_LONG -> Optional.of("allows fewer authorities below it than there are");
            case UNKNOWN_CRITICAL_EXTENSION -> Optional.of("has a critical extension that OpenSSL does not know");
            case WRONG_NETSCAPE_TYPE ->
                Optional.of(
                        "has no Netscape type for a " + rejected.by().other().word());
            case WRONG_KEY_USAGE ->
                Optional.of(
                        at.usages().keyUsage().isEmpty()
                                ? "has no key usage"
                                : "has another key usage than the %s asks for"
                                        .formatted(rejected.by().word()));
            case WRONG_EXTENDED_KEY_USAGE -> Optional.of(uses(at));
            case UNKNOWN_ISSUER,
                    UNKNOWN_ROOT,
                    SELF_SIGNED,
                    SELF_SIGNED_AUTHORITY,
                    NOT_YET_VALID,
                    EXPIRED,
                    BAD_SIGNATURE,
                    WEAK_KEY,
                    WEAK_AUTHORITY_KEY,
                    WEAK_DIGEST,
                    REVOKED,
                    EXPIRED_REVOCATION_LIST,
                    FUTURE_REVOCATION_LIST,
                    FORGED_REVOCATION_LIST,
                    NO_REVOCATION_LIST_SIGNER,
                    NOT_SUITE_B,
                    CURVE_NOT_OF_SUITE_B,
                    DIGEST_NOT_OF_SUITE_B,
                    P384_BELOW_P256,
                    UNKNOWN_ALGORITHM,
                    NO_REVOCATION_LIST,
                    REVOKED_BY_FILE,
                    NO_USER_NAME,
                    WRONG_NAME,
                    WRONG_FINGERPRINT -> Optional.empty();
        };
    }

    private static String uses(CertificateFacts certificate) {
        var extended = certificate.usages().extended();
        if (extended.isEmpty()) {
            return certificate.usages().isAuthority().filter(is -> is).isPresent()
                    ? "is an authority's own"
                    : certificate.usages().keyUsage().isPresent()
                            ? "does not say by extended key usage what it is for"
                            : "says nothing of its use";
        }
        return extended.get().stream()
                .map(use -> PURPOSES.getOrDefault(use, "other uses"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and ", "is for ", " only"));
    }

    private static Optional<String> asking(Rejected rejected, Process verifier) {
        var options = switch (rejected.fault()) {
            case WRONG_NETSCAPE_TYPE -> List.of("ns-cert-type");
            case WRONG_KEY_USAGE -> OF_KEY_USAGE;
            case WRONG_EXTENDED_KEY_USAGE -> OF_EXTENDED;
            default -> List.<String>of();
        };
        return options.stream().filter(verifier.config().written()::has).findFirst();
    }

    private static String help(Rejected rejected, Side holder) {
        if (rejected.depth() > 0) {
            return "issue the authority's certificate anew, with `basicConstraints = CA:TRUE` and `keyUsage = keyCertSign, cRLSign`";
        }
        return holder == Side.SERVER
                ? "issue the server's certificate with `extendedKeyUsage = serverAuth` and `keyUsage = digitalSignature, keyEncipherment`"
                : "issue the client's certificate with `extendedKeyUsage = clientAuth` and `keyUsage = digitalSignature`";
    }
}

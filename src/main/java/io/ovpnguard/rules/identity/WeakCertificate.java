package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.predict.CertificateFault;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.MaterialFault.Kind;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Permitted;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A certificate whose key or digest the TLS library holds to be too weak. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a certificate's key or digest is too weak for the TLS library",
        severity = Severity.ERROR,
        evidence =
                "OpenSSL: ssl_security_cert of ssl_cert.c, check_auth_level of x509_vfy.c; man page, option tls-cert-profile",
        logs = {
            "md too weak",
            "key too (?:weak|small)",
            "signature digest algorithm too weak",
            "Suite B: ",
            "Cannot load certificate"
        })
public final class WeakCertificate implements PairRule, ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        profile.refusedMaterial().stream()
                .filter(refused -> refused.fault().kind() == Kind.WEAK_CERTIFICATE)
                .forEach(refused -> HeldCertificate.own(profile.process(), profile.side())
                        .ifPresent(held -> report.at(
                                        held,
                                        "%s: its certificate %s %s, which its TLS library holds to be too weak"
                                                .formatted(refused.words(), held.name(), strength(held.certificate())))
                                .as(profile.severityOf(refused.fault()))
                                .leadsTo(profile.refusal())
                                .logs(refused.logs())
                                .help(help(held, Permitted.to(profile.process())))));
    }

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction.tls().rejected().filter(rejected -> isWeak(rejected.fault())).ifPresent(rejected -> {
            var held = HeldCertificate.of(rejected, prediction);
            var by = rejected.by().word();
            report.at(
                            held,
                            "%s %s, which the %s's TLS library does not take"
                                    .formatted(held.title(rejected), weakness(rejected), by))
                    .and(prediction.process(rejected.by()).source(), "this %s refuses it".formatted(by))
                    .leadsTo(prediction.consequence(prediction.tls()))
                    .logs(LogLines.of(Phase.TLS, prediction))
                    .help(
                            isOfSuiteB(rejected.fault())
                                    ? "issue %s anew, with a key of P-256, signed by one of P-256 with SHA256 or of P-384 with SHA384, or write `tls-cert-profile preferred` in the %s"
                                            .formatted(held.name(), by)
                                    : help(held, Permitted.to(prediction)));
        });
    }

    private static boolean isWeak(CertificateFault fault) {
        return switch (fault) {
            case WEAK_KEY, WEAK_AUTHORITY_KEY, WEAK_DIGEST, UNKNOWN_ALGORITHM -> true;
            default -> isOfSuiteB(fault);
        };
    }

    private static boolean isOfSuiteB(CertificateFault fault) {
        return switch (fault) {
            case NOT_SUITE_B, CURVE_NOT_OF_SUITE_B, DIGEST_NOT_OF_SUITE_B, P384_BELOW_P256 -> true;
            default -> false;
        };
    }

    private static String strength(CertificateFacts certificate) {
        return "has %s and is signed with %s".formatted(HeldCertificate.key(certificate), certificate.digest());
    }

    private static String weakness(Rejected rejected) {
        return switch (rejected.fault()) {
            case WEAK_DIGEST -> "is signed with " + rejected.at().digest();
            case WEAK_KEY, WEAK_AUTHORITY_KEY, NOT_SUITE_B, CURVE_NOT_OF_SUITE_B ->
                "has " + HeldCertificate.key(rejected.at());
            default -> strength(rejected.at());
        };
    }

    private static String help(HeldCertificate held, Permitted permitted) {
        return "issue %s anew, with a key of at least %d bits%s and SHA256"
                .formatted(
                        held.name(),
                        permitted.rsaBits(),
                        permitted.curve().map(" (or %s)"::formatted).orElse(""));
    }
}

package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.CertificateFault;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import java.util.stream.Stream;

/** A certificate whose name is not the one that the other side asks for. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a certificate has another name than the other side asks for",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: verify_peer_cert and verify_cert_set_env of ssl_verify.c; man page, options verify-x509-name and x509-username-field",
        logs = {"VERIFY X509NAME ERROR", "VERIFY ERROR: could not extract"})
public final class MismatchedCertificateName implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction.tls().rejected().ifPresent(rejected -> {
            if (rejected.fault() == CertificateFault.WRONG_NAME) {
                report(rejected, asking(prediction.process(rejected.by())), prediction, report);
            } else if (rejected.fault() == CertificateFault.NO_USER_NAME) {
                report(rejected, "x509-username-field", prediction, report);
            }
        });
    }

    private static void report(Rejected rejected, String option, Prediction prediction, Report report) {
        var held = HeldCertificate.of(rejected, prediction);
        var verifier = prediction.process(rejected.by());
        var by = rejected.by().word();
        var asks = verifier.config().written().last(option).map(Shown::guarded);
        var message = option.equals("x509-username-field")
                ? "the %s's certificate %s has no name of at most 64 characters in the field that the %s takes it from"
                        .formatted(held.side().word(), held.name(), by)
                : "the %s's certificate is %s, and the %s asks for %s"
                        .formatted(held.side().word(), held.name(), by, asks.orElse("another"));
        report.at(held, message + ": the %s refuses it".formatted(by))
                .and(verifier, option, "%s %s".formatted(by, Shown.has(verifier, option)))
                .leadsTo(prediction.consequence(prediction.tls()))
                .logs(LogLines.of(Phase.TLS, prediction))
                .help(help(held, option, by));
    }

    private static String asking(Process verifier) {
        return Stream.of("tls-remote", "verify-x509-name")
                .filter(verifier.config().written()::has)
                .findFirst()
                .orElse("verify-x509-name");
    }

    private static String help(HeldCertificate held, String option, String by) {
        if (option.equals("x509-username-field")) {
            return "issue the %s's certificate with a CN of at most 64 characters"
                    .formatted(held.side().word());
        }
        return held.plainName()
                .map(name -> (option.equals("tls-remote")
                                ? "write `tls-remote \"%s\"` in the %s, if that is the %s that it means"
                                : "write `verify-x509-name \"%s\" name` in the %s, if that is the %s that it means")
                        .formatted(name, by, held.side().word()))
                .orElse("write the certificate's own name into `%s` of the %s".formatted(option, by));
    }
}

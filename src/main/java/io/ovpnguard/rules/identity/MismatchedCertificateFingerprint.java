package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.CertificateFault;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.util.Locale;

/** A certificate that is none of those that the other side names by their fingerprints. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a certificate has another fingerprint than the other side names",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: verify_cert of ssl_verify.c; man page, options verify-hash and peer-fingerprint",
        logs = {"certificate hash verification failed"})
public final class MismatchedCertificateFingerprint implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction
                .tls()
                .rejected()
                .filter(rejected -> rejected.fault() == CertificateFault.WRONG_FINGERPRINT)
                .ifPresent(rejected -> {
                    var held = HeldCertificate.of(rejected, prediction);
                    var verifier = prediction.process(rejected.by());
                    var by = rejected.by().word();
                    var option =
                            verifier.config().written().has("peer-fingerprint") ? "peer-fingerprint" : "verify-hash";
                    report.at(
                                    held,
                                    "%s has none of the fingerprints that `%s` of the %s names: the %s refuses it"
                                            .formatted(held.title(rejected), option, by, by))
                            .and(verifier, option, "%s names other fingerprints".formatted(by))
                            .leadsTo(prediction.consequence(prediction.tls()))
                            .logs(LogLines.of(Phase.TLS, prediction))
                            .help("write `%s %s%s` in the %s, if that is the certificate that it means"
                                    .formatted(
                                            option,
                                            spelled(held.certificate().fingerprint()),
                                            option.equals("verify-hash") ? " SHA256" : "",
                                            by));
                });
    }

    private static String spelled(String fingerprint) {
        return fingerprint.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    }
}

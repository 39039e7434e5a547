package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.CertificateFault;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.predict.Side;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A certificate that the other side's revocation list names: on purpose, most often. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "the other side's revocation list names this certificate",
        severity = Severity.ERROR,
        evidence = "OpenSSL: cert_crl of x509_vfy.c; OpenVPN 2.6: verify_check_crl_dir of ssl_verify.c",
        logs = {"certificate revoked", "is REVOKED", "VERIFY CRL: certificate serial number .* is revoked"})
public final class RevokedCertificate implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction
                .tls()
                .rejected()
                .filter(rejected -> rejected.fault() == CertificateFault.REVOKED
                        || rejected.fault() == CertificateFault.REVOKED_BY_FILE)
                .ifPresent(rejected -> report(rejected, prediction, report));
    }

    /** To shut out one client is what a list is for; without the server's certificate nobody gets in. */
    private static void report(Rejected rejected, Prediction prediction, Report report) {
        var held = HeldCertificate.of(rejected, prediction);
        var by = rejected.by().word();
        var holder = rejected.by().other().word();
        report.at(held, "%s is revoked: the %s refuses it".formatted(held.title(rejected), by))
                .and(prediction.process(rejected.by()), "crl-verify", "the %s's revocation list names it".formatted(by))
                .andFile(prediction.process(rejected.by()), "crl-verify", "the list is in this file")
                .as(rejected.by() == Side.SERVER && rejected.depth() == 0 ? Severity.WARNING : Severity.ERROR)
                .leadsTo(prediction.consequence(prediction.tls()))
                .logs(LogLines.of(Phase.TLS, prediction))
                .help("issue a new certificate for the %s, or take it out of use".formatted(holder));
    }
}

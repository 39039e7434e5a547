package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.TlsHandshake;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** The server cannot read its revocation list once it has given up root's rights, and then refuses every client. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server cannot read its revocation list as the user it runs as",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.3: verify_check_crl_dir and x509_verify_crl of ssl_verify_openssl.c",
        logs = {"CRL: cannot read", "CRL: cannot open"})
public final class UnreadableCrl implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.tls().fault() == TlsHandshake.Fault.UNREADABLE_CRL) {
            report.at(
                            prediction.server(),
                            "crl-verify",
                            "server reads the revocation list for each client, as a user who may not: every client is"
                                    + " refused")
                    .and(prediction.server(), "user", "server " + Shown.has(prediction.server(), "user"))
                    .leadsTo(prediction.consequence(prediction.tls()))
                    .logs(LogLines.of(Phase.TLS, prediction))
                    .help("make the file and its folders readable for that user: `chmod a+r`");
        }
    }
}

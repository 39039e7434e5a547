package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Authentication;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** The server wants a certificate that the client does not have. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "client has no certificate and the server wants one",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: tls_ctx_load of ssl.c; man page, option verify-client-cert",
        logs = {"peer did not return a certificate", "TLS Error: TLS object .* handshake"})
public final class MissingClientCertificate implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.authentication().fault() == Authentication.Fault.NO_CERTIFICATE
                && prediction.clientRefusal().isEmpty()) {
            report.at(
                            prediction.client(),
                            "cert",
                            "client has no `cert`, and the server takes no client without one: the TLS handshake fails")
                    .and(
                            prediction.server(),
                            "verify-client-cert",
                            "server " + Shown.has(prediction.server(), "verify-client-cert"))
                    .leadsTo(prediction.consequence(prediction.authentication()))
                    .logs(LogLines.of(Phase.AUTHENTICATION, prediction))
                    .help("write `cert` and `key` in the client, or `verify-client-cert none` in the server");
        }
    }
}

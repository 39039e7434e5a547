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

/** A server with ccd-exclusive that finds no file for this client that it can read. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server wants a file of its own for each client and cannot read one",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: multi_client_connect_source_ccd of multi.c, verify_final_auth_checks of ssl_verify.c",
        logs = {"--client-config-dir authentication failed", "AUTH_FAILED"})
public final class MissingCcdFile implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var authentication = prediction.authentication();
        if (authentication.fault() != Authentication.Fault.NO_CCD_FILE) {
            return;
        }
        var server = prediction.server();
        var name = authentication
                .name()
                .filter(commonName ->
                        Shown.isName(commonName, prediction.client().source()))
                .map(commonName -> " `" + commonName + "`")
                .orElse(", named like the client's certificate,");
        report.at(
                        server,
                        "ccd-exclusive",
                        "server has `ccd-exclusive` and no file%s in `client-config-dir` that it can read: it refuses the client"
                                .formatted(name))
                .and(server, "client-config-dir", "here it looks for the file")
                .leadsTo(prediction.consequence(authentication))
                .logs(LogLines.of(Phase.AUTHENTICATION, prediction))
                .help("create the file%s there, readable for the user that the server runs as; it may be empty"
                        .formatted(name));
    }
}

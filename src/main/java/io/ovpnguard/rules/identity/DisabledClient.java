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

/** The server's file for this client says that it may not come in. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "the server's file for this client disables it",
        severity = Severity.WARNING,
        evidence = "OpenVPN 2.6: multi_client_connect_late_setup of multi.c; man page, option disable",
        logs = {"client disabled", "AUTH_FAILED", "MULTI: client has been rejected due to"})
public final class DisabledClient implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var authentication = prediction.authentication();
        if (authentication.fault() == Authentication.Fault.DISABLED) {
            var disable =
                    authentication.ccd().flatMap(file -> file.last("disable")).orElseThrow();
            report.at(disable.span(), "the server's file for this client has `disable`: the server refuses it")
                    .and(prediction.client().source(), "this client")
                    .leadsTo(prediction.consequence(authentication))
                    .logs(LogLines.of(Phase.AUTHENTICATION, prediction))
                    .help("remove `disable` from the file, or take the client out of use");
        }
    }
}

package io.ovpnguard.rules.routing;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Push;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** A client that restarts before its handshake is over. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "client restarts before the handshake is over",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.3: check_ping_restart of ping.c; man page, option ping-restart",
        logs = {"Inactivity timeout \\(--ping-restart\\)"})
public final class TooShortPingRestart implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.push().fault() == Push.Fault.IMPATIENT) {
            report.at(
                            prediction.client(),
                            "ping-restart",
                            "client %s, and the handshake takes longer: it restarts again and again"
                                    .formatted(Shown.has(prediction.client(), "ping-restart")))
                    .leadsTo(prediction.consequence(prediction.push()))
                    .logs(LogLines.of(Phase.PUSH, prediction))
                    .help("write `keepalive 10 60` in the server and remove `ping-restart` from the client");
        }
    }
}

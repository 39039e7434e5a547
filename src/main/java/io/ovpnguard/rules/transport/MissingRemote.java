package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Transport;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** Two peers, and neither knows where to send its first packet. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "neither side knows where the other is",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: link_socket_init_phase2 of socket.c; man page, option remote")
public final class MissingRemote implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.transport().fault() == Transport.Fault.NO_REMOTE) {
            report.at(
                            prediction.client(),
                            "remote",
                            "neither side has `remote`: both wait for the other's first packet")
                    .and(prediction.server(), "remote", "server has no `remote`")
                    .leadsTo(prediction.consequence(prediction.transport()))
                    .logs(LogLines.of(Phase.TRANSPORT, prediction))
                    .help("write `remote` with the server's address in the client");
        }
    }
}

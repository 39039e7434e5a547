package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Transport;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A server that listens where only processes beside it reach it. One of them may forward, so this only warns. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server listens on its loopback address only",
        severity = Severity.WARNING,
        evidence = "OpenVPN 2.6: socket_bind of socket.c; man page, option local")
public final class LoopbackOnlyServer implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.transport().fault() == Transport.Fault.LOCAL_ONLY) {
            report.at(
                            prediction.server(),
                            "local",
                            "server listens on its own loopback, client calls from elsewhere: nothing arrives, unless something beside the server forwards it")
                    .and(prediction.client(), "remote", "client calls from elsewhere")
                    .leadsTo(Outcome.NO_HANDSHAKE)
                    .help("remove `local` from the server");
        }
    }
}

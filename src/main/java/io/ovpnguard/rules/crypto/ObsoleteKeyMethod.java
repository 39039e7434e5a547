package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.ControlChannel;
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

/** A server that still uses the key method of OpenVPN 1. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server uses key-method 1, with which no packet gets through",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.4: man page, option key-method",
        logs = {"'key-method' is used inconsistently"})
public final class ObsoleteKeyMethod implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.controlChannel().fault() == ControlChannel.Fault.DIFFERENT_KEY_METHOD) {
            report.at(
                            prediction.client(),
                            "key-method",
                            "client %s, server %s: neither takes the other's first packet"
                                    .formatted(
                                            Shown.has(prediction.client(), "key-method"),
                                            Shown.has(prediction.server(), "key-method")))
                    .and(prediction.server(), "key-method", "server " + Shown.has(prediction.server(), "key-method"))
                    .leadsTo(prediction.consequence(prediction.controlChannel()))
                    .help("remove `key-method` from both sides");
        }
        if (prediction.push().fault() == Push.Fault.OLD_KEY_METHOD) {
            report.at(
                            prediction.server(),
                            "key-method",
                            "server %s: the tunnel comes up and moves no packet"
                                    .formatted(Shown.has(prediction.server(), "key-method")))
                    .leadsTo(prediction.consequence(prediction.push()))
                    .logs(LogLines.of(Phase.PUSH, prediction))
                    .help("remove `key-method` from both sides");
        }
    }
}

package io.ovpnguard.rules.routing;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.StaticKeys;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** Two peers with a static key of which one never sends a packet, so that the other does not learn where it is. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a peer with a static key never sends its first packet",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: do_open_tun of init.c, check_ping_send of ping.c")
public final class SilentPeer implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction
                .staticKeys()
                .filter(keys -> keys.fault() == StaticKeys.Fault.SILENT)
                .ifPresent(keys -> report.at(
                                prediction.client(),
                                "ifconfig",
                                "a side has no address in the tunnel and sends no pings: the other never hears of it")
                        .and(prediction.server(), "ifconfig", "server " + Shown.has(prediction.server(), "ifconfig"))
                        .leadsTo(prediction.consequence(keys))
                        .logs(LogLines.of(Phase.DATA_CHANNEL, prediction))
                        .help("write `ifconfig` on both sides, or `keepalive 10 60` on the silent one"));
    }
}

package io.ovpnguard.rules.routing;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Addressing;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import io.ovpnguard.rule.TunnelAddress;

/** The client takes the second of its two addresses for a netmask, and it is none. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "client is given a peer address where it needs a netmask",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: init_tun and ifconfig_sanity_check of tun.c; man page, options topology and ifconfig-push",
        logs = {
            "Linux ip addr add failed",
            "Invalid (netmask|argument)",
            "--ifconfig option.*netmask",
            "is not a valid netmask",
            "external program exited with error status"
        })
public final class MismatchedTopology implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.addressing().fault() != Addressing.Fault.BAD_NETMASK
                || prediction.deviceTypes().isHarmful()) {
            return;
        }
        report.at(
                        TunnelAddress.ofClient(prediction),
                        "the client's second address is no netmask, as `topology subnet` or a TAP device needs: the client's"
                                + " system refuses it, and the client ends")
                .and(prediction.server(), "topology", "server " + Shown.has(prediction.server(), "topology"))
                .leadsTo(prediction.consequence(prediction.addressing()))
                .logs(LogLines.of(Phase.PUSH, prediction))
                .help(
                        "write a netmask as the second address, such as 255.255.255.0, or `topology net30` in the server");
    }
}

package io.ovpnguard.rules.routing;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
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
        if (prediction.deviceTypes().isHarmful()) {
            return;
        }
        switch (prediction.addressing().fault()) {
            case BAD_NETMASK ->
                report(
                        prediction,
                        report,
                        "the client's second address is no netmask, as `topology subnet` or a TAP device needs: the"
                                + " client's system refuses it, and the client ends",
                        "write a netmask as the second address, such as 255.255.255.0, or `topology net30` in the server");
            case NO_PAIR ->
                report(
                        prediction,
                        report,
                        "the client's two addresses are not of one /30 network, as `topology net30` needs: an OpenVPN 3"
                                + " client refuses them, and ends",
                        "write `topology subnet` in the server, and push it");
            case UNSUPPORTED_TOPOLOGY ->
                report(
                        prediction,
                        report,
                        "the server pushes `topology p2p`, which OpenVPN 3 clients do not know: they end the connection",
                        "write `topology subnet` in the server");
            case NONE,
                    NO_ADDRESS,
                    NOTHING_PUSHED,
                    SAME_ADDRESS,
                    NO_ROUTE_TO_SERVER,
                    NO_ROUTE_TO_CLIENT,
                    WRONG_SOURCE,
                    ROUTE_OVER_SERVER -> {}
        }
    }

    private static void report(Prediction prediction, Report report, String message, String help) {
        report.at(TunnelAddress.ofClient(prediction), message)
                .and(prediction.server(), "topology", "server " + Shown.has(prediction.server(), "topology"))
                .leadsTo(prediction.consequence(prediction.addressing()))
                .logs(LogLines.of(Phase.PUSH, prediction))
                .help(help);
    }
}

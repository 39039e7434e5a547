package io.ovpnguard.rules.routing;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Addressing;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Push;
import io.ovpnguard.predict.StaticKeys;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.TunnelAddress;

/** The addresses of the two sides in the tunnel do not let packets through. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "addresses of the two sides do not let packets through the tunnel",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: init_tun of tun.c, multi_select_virtual_addr and multi_get_instance_by_virtual_addr of multi.c",
        logs = {
            "MULTI: bad source address from client",
            "'ifconfig' is (used inconsistently|present in)",
            "should be in the same subnet",
            "addresses conflict"
        })
public final class UnreachableTunnelAddress implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var addressing = prediction.addressing();
        if (addressing.consequence() != Outcome.NO_TRAFFIC
                || addressing.fault() == Addressing.Fault.ROUTE_OVER_SERVER
                || isForWantOfPush(prediction)
                || prediction.deviceTypes().isHarmful()) {
            return;
        }
        var server = addressing.server().map(address -> "`" + address + "`").orElse("none");
        var client = addressing.client().map(address -> "`" + address + "`").orElse("none");
        report.at(
                        TunnelAddress.ofClient(prediction),
                        "client has %s in the tunnel, server %s: %s"
                                .formatted(client, server, reason(addressing.fault())))
                .and(TunnelAddress.ofServer(prediction), "server has " + server)
                .leadsTo(prediction.consequence(addressing))
                .logs(LogLines.of(Phase.PUSH, prediction))
                .help(help(addressing.fault()));
    }

    /** What keeps a client from its options, or a peer from speaking at all, keeps it from its address too. */
    private static boolean isForWantOfPush(Prediction prediction) {
        return prediction.push().fault() == Push.Fault.NEVER_ASKED
                || prediction.push().fault() == Push.Fault.REJECTED_BY_FILTER
                || prediction
                        .staticKeys()
                        .filter(keys -> keys.fault() == StaticKeys.Fault.SILENT)
                        .isPresent();
    }

    private static String reason(Addressing.Fault fault) {
        return switch (fault) {
            case NO_ADDRESS -> "without an address on both sides no packet passes";
            case SAME_ADDRESS -> "packets to the other side stay at home";
            case NO_ROUTE_TO_SERVER -> "the client's system sends nothing for the server into the tunnel";
            case NO_ROUTE_TO_CLIENT -> "the server's system sends nothing for the client into the tunnel";
            case WRONG_SOURCE -> "the server did not give the client this address and drops its packets";
            case NONE, ROUTE_OVER_SERVER, BAD_NETMASK -> "";
        };
    }

    private static String help(Addressing.Fault fault) {
        return switch (fault) {
            case NO_ADDRESS ->
                "let the server hand out addresses with `server 10.8.0.0 255.255.255.0`, or write `ifconfig` on both sides";
            case SAME_ADDRESS, WRONG_SOURCE -> "give the client an address of its own in the server's network";
            case NO_ROUTE_TO_SERVER, NO_ROUTE_TO_CLIENT ->
                "give both sides addresses of one network, or a `route` to the other's address";
            case NONE, ROUTE_OVER_SERVER, BAD_NETMASK -> "";
        };
    }
}

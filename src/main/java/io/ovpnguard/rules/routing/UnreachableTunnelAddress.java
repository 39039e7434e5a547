package io.ovpnguard.rules.routing;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Where;
import io.ovpnguard.predict.Addressing;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Push;
import io.ovpnguard.predict.StaticKeys;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.TunnelAddress;
import java.util.Optional;

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
        var isVisible = addressing.fault() != Addressing.Fault.NO_ADDRESS
                || !isAddressedElsewhere(prediction.server()) && !isAddressedElsewhere(prediction.client());
        var client = has("client", addressing.client());
        var server = has("server", addressing.server());
        var place = addressing.client().isPresent()
                ? TunnelAddress.ofClient(prediction)
                : new Where.Absent(prediction.client().source());
        report.at(place, "%s in the tunnel, %s: %s".formatted(client, server, reason(addressing.fault(), isVisible)))
                .and(TunnelAddress.ofServer(prediction), server)
                .as(isVisible ? Severity.ERROR : Severity.INFO)
                .leadsTo(prediction.consequence(addressing))
                .logs(LogLines.of(Phase.PUSH, prediction))
                .help(help(addressing.fault(), isVisible));
    }

    /** What keeps a client from its options, or a peer from speaking at all, keeps it from its address too. */
    private static boolean isForWantOfPush(Prediction prediction) {
        return prediction.push().fault() == Push.Fault.NEVER_ASKED
                || prediction.push().fault() == Push.Fault.NO_ADDRESS_GIVEN
                || prediction.push().fault() == Push.Fault.REJECTED_BY_FILTER
                || prediction
                        .staticKeys()
                        .filter(keys -> keys.fault() == StaticKeys.Fault.SILENT)
                        .isPresent();
    }

    /** A TAP device mostly stands in a bridge, which has the address; a script or a network manager may set any. */
    private static boolean isAddressedElsewhere(Process process) {
        var type = process.config().device().type().map(Setting::value);
        var written = process.config().written();
        return !type.equals(Optional.of(DeviceType.TUN)) || written.has("up") || written.has("ifconfig-noexec");
    }

    private static String has(String side, Optional<String> address) {
        return side + address.map(found -> " has `" + found + "`").orElse(" has no address");
    }

    private static String reason(Addressing.Fault fault, boolean isVisible) {
        return switch (fault) {
            case NO_ADDRESS ->
                isVisible
                        ? "without an address on both sides no packet passes"
                        : "unless a bridge or a script gives it one, no packet passes";
            case SAME_ADDRESS -> "packets to the other side stay at home";
            case NO_ROUTE_TO_SERVER -> "the client's system sends nothing for the server into the tunnel";
            case NO_ROUTE_TO_CLIENT -> "the server's system sends nothing for the client into the tunnel";
            case WRONG_SOURCE -> "the server did not give the client this address and drops its packets";
            case NONE, ROUTE_OVER_SERVER, BAD_NETMASK, NO_PAIR, UNSUPPORTED_TOPOLOGY, NOTHING_PUSHED -> "";
        };
    }

    private static String help(Addressing.Fault fault, boolean isVisible) {
        return switch (fault) {
            case NO_ADDRESS ->
                isVisible
                        ? "let the server hand out addresses with `server 10.8.0.0 255.255.255.0`, or write `ifconfig` on both sides"
                        : "give the device's bridge an address, or write `ifconfig`";
            case SAME_ADDRESS, WRONG_SOURCE -> "give the client an address of its own in the server's network";
            case NO_ROUTE_TO_SERVER, NO_ROUTE_TO_CLIENT ->
                "give both sides addresses of one network, or a `route` to the other's address";
            case NONE, ROUTE_OVER_SERVER, BAD_NETMASK, NO_PAIR, UNSUPPORTED_TOPOLOGY, NOTHING_PUSHED -> "";
        };
    }
}

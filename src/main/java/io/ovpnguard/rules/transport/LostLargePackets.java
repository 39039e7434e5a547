package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** Packets that one side sends whole are too large for the other, although both devices take the same. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "large packets of one side do not fit the other",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.5: process_outgoing_link of forward.c, link_socket_read of socket.c, frame_finalize of mtu.c",
        logs = {"packet too large on write", "Packet .*truncated", "packet HMAC authentication failed"})
public final class LostLargePackets implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var sizes = prediction.packetSizes();
        var server = prediction.server().config().mtu();
        var client = prediction.client().config().mtu();
        // Where the devices differ, that is the cause, and has a rule of its own; so has what loses all packets.
        if (prediction.outcome() != Outcome.LARGE_LOST
                || !sizes.isHarmful()
                || !server.tunMtu().value().equals(client.tunMtu().value())) {
            return;
        }
        var lost = sizes.lost().orElseThrow();
        var option = client.linkMtu().isPresent() || server.linkMtu().isPresent() ? "link-mtu" : "tun-mtu";
        report.at(
                        prediction.server(),
                        option,
                        "packets over %d bytes from the %s are lost: its datagrams are larger than one side takes"
                                .formatted(lost.largest(), lost.sender().word()))
                .and(prediction.client(), option, "largest packet of the client's device: " + sizes.client())
                .leadsTo(prediction.consequence(sizes))
                .logs(LogLines.of(Phase.PACKET_SIZE, prediction))
                .help("write `mssfix %d` on both sides, or run OpenVPN 2.6 or newer on both"
                        .formatted(Math.max(500, lost.largest() - 100)));
    }
}

package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.PacketSizes;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** The two devices take packets of different sizes; a side before 2.6 drops what is larger than its own. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client use different tun-mtu",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.5 and 2.6: options_string of options.c, process_outgoing_tun of forward.c",
        logs = {"'tun-mtu' is used inconsistently", "tun packet too large on write"})
public final class MismatchedTunMtu implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var server = prediction.server().config().mtu().tunMtu();
        var client = prediction.client().config().mtu().tunMtu();
        var stated = prediction.server().config().pushed().number("tun-mtu").orElse(server);
        var isSame = server.value().equals(client.value());
        var lost = prediction.packetSizes().lost();
        if (!isSame && prediction.packetSizes().isHarmful()) {
            report(prediction, report, server, lost(lost.orElseThrow()))
                    .leadsTo(prediction.consequence(prediction.packetSizes()));
        } else if (!stated.value().equals(client.value()) && consistency.isContradiction(stated, client)) {
            report(prediction, report, stated, "they disagree, although the tunnel works")
                    .leadsTo(prediction.isComparisonLogged() ? Consequence.WORKS_WITH_WARNING : Consequence.NONE);
        } else if (!isSame && (lost.isPresent() || prediction.isComparisonLogged())) {
            var happens =
                    lost.map(MismatchedTunMtu::lost).orElse("the tunnel works, and a side before 2.6 warns in its log");
            report(prediction, report, server, happens).as(Severity.WARNING).leadsTo(Consequence.WORKS_WITH_WARNING);
        }
    }

    private static Report.Entry report(Prediction prediction, Report report, Setting<Integer> server, String happens) {
        var client = prediction.client().config().mtu().tunMtu();
        return report.at(
                        server,
                        prediction.server().source(),
                        "server %s, client %s: %s".formatted(words(server), words(client), happens))
                .and(client, prediction.client().source(), "client " + words(client))
                .help("write `tun-mtu %d` in the client, or `tun-mtu %d` in the server"
                        .formatted(server.value(), client.value()))
                .logs(LogLines.ofPacketSizes(prediction));
    }

    private static String lost(PacketSizes.Lost lost) {
        return "packets over %d bytes from the %s are lost"
                .formatted(lost.largest(), lost.sender().word());
    }

    private static String words(Setting<Integer> tunMtu) {
        var phrase = switch (tunMtu.origin()) {
            case Origin.Written _ -> "has `tun-mtu %d`";
            case Origin.Pushed _ -> "pushes `tun-mtu %d`";
            case Origin.Default _, Origin.Implied _ -> "has `tun-mtu` %d (default)";
        };
        return phrase.formatted(tunMtu.value());
    }
}

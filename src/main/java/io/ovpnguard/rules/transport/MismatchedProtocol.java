package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.Protocol;
import io.ovpnguard.effective.Setting;
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

/** The client calls by another transport protocol than the server listens with. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "client and server use different transport protocols",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: link_socket_init_phase1 of socket.c; man page, option proto",
        logs = {
            "TCP: connect to .* failed",
            "Connection refused",
            "TLS key negotiation failed to occur within",
            "'proto' is used inconsistently"
        })
public final class MismatchedProtocol implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var transport = prediction.transport();
        var isFamily = transport.fault() == Transport.Fault.DIFFERENT_FAMILY;
        if (!isFamily && transport.fault() != Transport.Fault.DIFFERENT_PROTOCOL) {
            return;
        }
        var server = transport.server().protocol();
        var client = transport.client().protocol();
        var entry = report.at(
                        server,
                        prediction.server().source(),
                        "server listens by %s, client calls by %s: no packet of the client reaches the server"
                                .formatted(words(server), words(client)))
                .and(client, prediction.client().source(), "client calls by " + words(client))
                .leadsTo(prediction.consequence(transport))
                .logs(LogLines.of(Phase.TRANSPORT, prediction))
                .help(help(server.value(), client.value()));
        if (isFamily) {
            // What stands between them may translate addresses.
            entry.as(Severity.WARNING);
        }
    }

    private static String words(Setting<Protocol> protocol) {
        return "`proto " + protocol.value().word() + (protocol.isStated() ? "`" : "` (default)");
    }

    private static String help(Protocol server, Protocol client) {
        return "write `proto %s` in the client, or `proto %s` in the server"
                .formatted(counterpart(server), counterpart(client));
    }

    private static String counterpart(Protocol protocol) {
        var word = protocol.word();
        return word.endsWith("-client") ? word.replace("-client", "-server") : word.replace("-server", "-client");
    }
}

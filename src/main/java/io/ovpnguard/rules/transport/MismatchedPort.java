package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** A side sends to another port than its peer listens on. What is between them may map ports, so this only warns. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a side sends to another port than the other listens on",
        severity = Severity.WARNING,
        evidence = "OpenVPN 2.6: link_socket_init_phase1 of socket.c; man page, options port, lport and rport",
        logs = {"TLS key negotiation failed to occur within", "Connection refused"})
public final class MismatchedPort implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var transport = prediction.transport();
        var server = transport.server();
        var client = transport.client();
        switch (transport.fault()) {
            case DIFFERENT_PORT ->
                report(
                        report,
                        new End("server", prediction.server(), server.localPort()),
                        new End("client", prediction.client(), client.remotePort()),
                        "server listens on port %s, client sends to port %s");
            case DIFFERENT_CLIENT_PORT ->
                report(
                        report,
                        new End("server", prediction.server(), server.remotePort()),
                        new End("client", prediction.client(), client.localPort()),
                        client.isBound()
                                ? "server sends to port %s, client listens on port %s"
                                : "server sends to port %s, client has `nobind` or another cause to take any port but %s");
            case NONE, DIFFERENT_PROTOCOL, DIFFERENT_FAMILY, NO_REMOTE -> {}
        }
    }

    private record End(String side, Process process, Setting<String> port) {
        String shown() {
            return Shown.port(port, process.source()) + (port.isStated() ? "" : " (default)");
        }
    }

    private static void report(Report report, End server, End client, String sentence) {
        report.at(
                        server.port(),
                        server.process().source(),
                        (sentence + ": nothing arrives, unless something between them maps the port")
                                .formatted(server.shown(), client.shown()))
                .and(client.port(), client.process().source(), "client has port " + client.shown())
                .leadsTo(Outcome.NO_HANDSHAKE)
                .help("write one port on both sides, or check that a Service, a port forwarding or a firewall maps it");
    }
}

package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.RoleSettings;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.ControlChannel;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** Both sides only know how to begin the TLS handshake, or both only how to answer. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "both sides are TLS clients, or both are TLS servers",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: man page, section TLS Mode Options; tls_pre_decrypt of ssl.c",
        logs = {"client->client or server->server connection attempted"})
public final class SameTlsRole implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.controlChannel().fault() != ControlChannel.Fault.SAME_PART) {
            return;
        }
        var part = prediction.client().config().role().tls();
        var isClient = part.value() == RoleSettings.Tls.CLIENT;
        report.at(
                        prediction.server().config().role().tls(),
                        prediction.server().source(),
                        "both sides are TLS %s: the handshake never begins".formatted(isClient ? "clients" : "servers"))
                .and(part, prediction.client().source(), "client is one too")
                .leadsTo(prediction.consequence(prediction.controlChannel()))
                .logs(LogLines.of(Phase.CONTROL_CHANNEL, prediction))
                .help(
                        isClient
                                ? "write `tls-server` in place of `tls-client` in the server"
                                : "write `tls-client` in place of `tls-server` in the client");
    }
}

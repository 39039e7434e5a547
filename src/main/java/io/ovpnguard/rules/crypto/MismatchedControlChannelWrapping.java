package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.ControlChannel;
import io.ovpnguard.predict.ControlChannel.Wrapping;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** One side protects the control channel with a static key that the other does not use, or uses otherwise. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "only one side protects the control channel, or each by other means",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: tls_pre_decrypt_lite and tls_wrap of ssl_pkt.c; man page, section TLS Mode Options",
        logs = {
            "TLS Error: cannot locate HMAC in incoming packet",
            "tls-crypt unwrap error",
            "TLS Error: tls-crypt unwrapping failed",
            "TLS Error: incoming packet authentication failed"
        })
public final class MismatchedControlChannelWrapping implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var control = prediction.controlChannel();
        if (control.fault() != ControlChannel.Fault.DIFFERENT_MEANS) {
            return;
        }
        var server = prediction.server();
        var client = prediction.client();
        report.at(
                        server,
                        option(control.server(), control.client()),
                        "server %s, client %s: neither takes the other's packets, and the client times out"
                                .formatted(words(server, control.server()), words(client, control.client())))
                .and(client, option(control.client(), control.server()), "client " + words(client, control.client()))
                .leadsTo(prediction.consequence(control))
                .logs(LogLines.of(Phase.CONTROL_CHANNEL, prediction))
                .help(help(control.server(), control.client()));
    }

    /** Where nothing is written, the config as a whole is the place. */
    private static String option(Wrapping own, Wrapping other) {
        return own == Wrapping.NONE ? other.word() : own.word();
    }

    private static String words(Process process, Wrapping wrapping) {
        return wrapping == Wrapping.NONE
                ? "has none of `tls-auth`, `tls-crypt` and `tls-crypt-v2`"
                : Shown.has(process, wrapping.word());
    }

    private static String help(Wrapping server, Wrapping client) {
        if (server == Wrapping.NONE) {
            return "remove `%1$s` from the client, or write `%1$s` in the server, with the same key"
                    .formatted(client.word());
        }
        return client == Wrapping.NONE
                ? "write `%1$s` in the client, with the server's key, or remove it from the server"
                        .formatted(server.word())
                : "write `%s` in place of `%s` in the client, with the server's key"
                        .formatted(server.word(), client.word());
    }
}

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

/** The client asks for options that the server never sends, or does not ask a server that waits for that. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "only one side takes part in handing out options",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: process_incoming_push_request of push.c, tls_session_generate_data_channel_keys of ssl.c; man page, options pull and mode",
        logs = {
            "PUSH: Received control message",
            "No reply from server to push requests",
            "No reply from server after sending"
        })
public final class MismatchedPull implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var push = prediction.push();
        switch (push.fault()) {
            case NO_ADDRESS_GIVEN ->
                report.at(
                                prediction.client(),
                                prediction.client().config().written().has("client") ? "client" : "pull",
                                "client asks for options, as of a server of many clients, and the server is a single peer, which gives it"
                                        + " no address: the tunnel moves no packet")
                        .and(prediction.server().source(), "server has neither `server` nor `mode server`")
                        .leadsTo(prediction.consequence(push))
                        .help(
                                "write `tls-client` in place of `client` in the client, or `server 10.8.0.0 255.255.255.0` in the server");
            case NEVER_ASKED ->
                report.at(
                                prediction.client(),
                                "tls-client",
                                "client has no `pull`, and the server makes keys for the data channel when it is asked for"
                                        + " options: the tunnel moves no packet")
                        .and(prediction.server(), "server", "server of many clients")
                        .leadsTo(prediction.consequence(push).and(prediction.consequence(prediction.dataCipher())))
                        .logs(LogLines.of(Phase.PUSH, prediction))
                        .help("write `client` in place of `tls-client` in the client");
            default -> {
                // Another cause, with a rule of its own.
            }
        }
    }
}

package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.ControlChannel;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.StaticKeys;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** Both sides use a static key for the same purpose, and not the same one. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client use different static keys",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: openvpn_decrypt of crypto.c, tls_crypt_unwrap and tls_crypt_v2_extract_client_key of tls_crypt.c",
        logs = {
            "packet HMAC authentication failed",
            "tls-crypt unwrap error: packet authentication failed",
            "TLS Error: incoming packet authentication failed",
            "Cannot unwrap tls-crypt-v2 client key"
        })
public final class MismatchedStaticKey implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var control = prediction.controlChannel();
        if (control.fault() == ControlChannel.Fault.DIFFERENT_KEY) {
            report(prediction, report, control.server().word())
                    .leadsTo(prediction.consequence(control))
                    .logs(LogLines.of(Phase.CONTROL_CHANNEL, prediction));
        }
        prediction
                .staticKeys()
                .filter(keys -> keys.fault() == StaticKeys.Fault.DIFFERENT_KEY)
                .ifPresent(keys -> report(prediction, report, "secret").leadsTo(prediction.consequence(keys)));
    }

    private static Report.Entry report(Prediction prediction, Report report, String option) {
        var isOwnKey = option.equals("tls-crypt-v2");
        var difference = isOwnKey
                ? "the client's key for `tls-crypt-v2` was not made with the server's"
                : "server and client have different keys for `" + option + "`";
        var help = isOwnKey
                ? "make the client's key with the server's: `openvpn --tls-crypt-v2 server.key --genkey"
                        + " tls-crypt-v2-client client.key`"
                : "put the same key into `" + option + "` of both sides";
        return report.at(
                        prediction.server(),
                        option,
                        difference + ": the server drops what the client sends, and the client times out")
                .and(prediction.client(), option, "this key is not the server's")
                .help(help);
    }
}

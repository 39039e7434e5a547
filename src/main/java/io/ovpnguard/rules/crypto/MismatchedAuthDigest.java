package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.ControlChannel;
import io.ovpnguard.predict.DataCipher;
import io.ovpnguard.predict.DataKeys;
import io.ovpnguard.predict.Judged;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Permitted;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** Packets are signed with one digest and checked with another. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client sign packets with different digests",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: init_key_type and openvpn_decrypt of crypto.c; man page, option auth",
        logs = {
            "'auth' is used inconsistently",
            "packet HMAC authentication failed",
            "TLS Error: incoming packet authentication failed"
        })
public final class MismatchedAuthDigest implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var control = prediction.controlChannel();
        if (control.fault() == ControlChannel.Fault.DIFFERENT_DIGEST) {
            report(prediction, report, control, "`tls-auth` needs the same on both sides, and the client times out");
            return;
        }
        var keys = prediction.dataKeys();
        if (keys.fault() == DataKeys.Fault.DIFFERENT_DIGEST && prediction.dataCipher() instanceof DataCipher.Agreed) {
            report(prediction, report, keys, Report.sentence(prediction.consequence(keys)));
        }
    }

    private static void report(Prediction prediction, Report report, Judged phase, String happens) {
        var server = digest(prediction.server());
        var client = digest(prediction.client());
        if (server.equals(client)) {
            // Only one side's version knows that the cipher needs none: a matter of the cipher.
            return;
        }
        report.at(
                        prediction.server(),
                        "auth",
                        "server signs packets with %s, client with %s: %s".formatted(server, client, happens))
                .and(prediction.client(), "auth", "client signs with " + client)
                .leadsTo(prediction.consequence(phase))
                .help(Permitted.to(prediction).sameDigest());
    }

    private static String digest(Process process) {
        return process.config().written().last("auth").map(Shown::guarded).orElse("SHA1 (default)");
    }
}

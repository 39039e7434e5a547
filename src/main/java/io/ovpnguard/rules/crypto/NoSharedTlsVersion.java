package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.predict.TlsHandshake;
import io.ovpnguard.predict.TlsRange;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Permitted;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** The TLS versions that the two sides take do not overlap. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client share no TLS version",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: tls_ctx_set_tls_versions of ssl_openssl.c; man page, options tls-version-min and tls-version-max",
        logs = {
            "unsupported protocol",
            "no protocols available",
            "wrong version number",
            "tlsv1 alert protocol version",
            "unsupported version",
            "version too low"
        })
public final class NoSharedTlsVersion implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var tls = prediction.tls();
        if (tls.fault() != TlsHandshake.Fault.NO_SHARED_VERSION) {
            return;
        }
        var isServerNewer = tls.server().least() > tls.client().most();
        var newer = isServerNewer ? prediction.server() : prediction.client();
        var older = isServerNewer ? prediction.client() : prediction.server();
        report.at(
                        prediction.server(),
                        isServerNewer ? "tls-version-min" : "tls-version-max",
                        "server takes %s, client offers %s: the TLS handshake fails"
                                .formatted(tls.server().words(), tls.client().words()))
                .and(
                        prediction.client(),
                        isServerNewer ? "tls-version-max" : "tls-version-min",
                        "client offers " + tls.client().words())
                .leadsTo(prediction.consequence(tls))
                .logs(LogLines.of(Phase.TLS, prediction))
                .help(help(newer, isServerNewer ? Side.SERVER : Side.CLIENT, older, Permitted.to(prediction)));
    }

    private static String help(Process newer, Side side, Process older, Permitted permitted) {
        if (older.config().written().has("tls-version-max")) {
            return "remove `tls-version-max` from the " + side.other().word();
        }
        var isAllowed = permitted.allowsTls(TlsRange.of(older).most());
        if (isAllowed && newer.config().written().has("tls-version-min")) {
            return "lower `tls-version-min` of the %s, or run a newer OpenVPN as %s"
                    .formatted(side.word(), side.other().word());
        }
        return "run a newer OpenVPN, with a newer TLS library, as "
                + side.other().word();
    }
}

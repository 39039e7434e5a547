package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.TlsHandshake;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** The TLS handshake finds no cipher suite. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client share no TLS cipher suite",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: tls_ctx_restrict_ciphers of ssl_openssl.c; man page, option tls-cipher",
        logs = {"no shared cipher", "handshake failure", "no suitable signature algorithm"})
public final class NoSharedTlsCipher implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.tls().fault() == TlsHandshake.Fault.NO_SHARED_SUITE) {
            report.at(
                            prediction.server(),
                            "tls-cipher",
                            "server and client share no suite for TLS 1.2 that fits the server's key: the TLS handshake"
                                    + " fails")
                    .and(prediction.client(), "tls-cipher", "client " + Shown.has(prediction.client(), "tls-cipher"))
                    .leadsTo(prediction.consequence(prediction.tls()))
                    .logs(LogLines.of(Phase.TLS, prediction))
                    .help("remove `tls-cipher` from both sides, or write the same list in both");
        }
    }
}

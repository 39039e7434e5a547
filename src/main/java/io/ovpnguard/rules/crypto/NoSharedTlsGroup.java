package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.SuiteB;
import io.ovpnguard.predict.TlsHandshake;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** The TLS handshake finds no group in which keys could be agreed. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client share no group in which TLS keys are agreed",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: tls_ctx_set_tls_groups and tls_ctx_load_ecdh_params of ssl_openssl.c; man page, option tls-groups",
        logs = {"no suitable key share", "no shared cipher", "handshake failure"})
public final class NoSharedTlsGroup implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var tls = prediction.tls();
        if (tls.fault() == TlsHandshake.Fault.NO_SHARED_GROUP) {
            var server = prediction.server();
            report.at(
                            server,
                            limiting(server),
                            "server and client share no group in which keys are agreed in %s: the TLS handshake fails"
                                    .formatted(tls.version()))
                    .and(
                            prediction.client(),
                            SuiteB.limiting(prediction.client()),
                            "client " + Shown.has(prediction.client(), SuiteB.limiting(prediction.client())))
                    .leadsTo(prediction.consequence(tls))
                    .logs(LogLines.of(Phase.TLS, prediction))
                    .help(
                            SuiteB.isAsked(prediction.client())
                                    ? "write `tls-cert-profile preferred` in the client"
                                    : "remove `%s` from the server and `tls-groups` from the client, or let both name the same"
                                            .formatted(limiting(server)));
        }
    }

    private static String limiting(Process server) {
        var isOld = !server.tls().isOpenSslSince(3, 0, 0);
        return isOld && server.config().written().has("ecdh-curve") && !SuiteB.isAsked(server)
                ? "ecdh-curve"
                : SuiteB.limiting(server);
    }
}

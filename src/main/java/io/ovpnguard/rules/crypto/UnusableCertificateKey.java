package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Side;
import io.ovpnguard.predict.SuiteB;
import io.ovpnguard.predict.TlsHandshake;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Permitted;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** A certificate whose key does not serve in the TLS version, or in the groups, that the two sides have. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a certificate's key does not serve in the TLS handshake",
        severity = Severity.ERROR,
        evidence =
                "OpenSSL: tls1_check_chain, tls12_check_peer_sigalg and tls_choose_sigalg of t1_lib.c, is_tls13_capable of statem_lib.c",
        logs = {
            "no shared cipher",
            "no suitable signature algorithm",
            "peer did not return a certificate",
            "wrong curve"
        })
public final class UnusableCertificateKey implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        switch (prediction.tls().fault()) {
            case UNUSABLE_SERVER_KEY -> report(Side.SERVER, prediction, report);
            case UNUSABLE_CLIENT_KEY -> report(Side.CLIENT, prediction, report);
            default -> {}
        }
    }

    private static void report(Side side, Prediction prediction, Report report) {
        var tls = prediction.tls();
        HeldCertificate.own(prediction.process(side), side)
                .ifPresent(held -> report.at(
                                held,
                                "the %s's certificate %s has %s, which does not serve between the two in %s: the TLS handshake fails"
                                        .formatted(
                                                side.word(),
                                                held.name(),
                                                HeldCertificate.key(held.certificate()),
                                                tls.version()))
                        .and(
                                prediction.client(),
                                SuiteB.limiting(prediction.client()),
                                "client offers %s and %s"
                                        .formatted(
                                                tls.client().words(),
                                                Shown.has(prediction.client(), SuiteB.limiting(prediction.client()))))
                        .and(
                                prediction.server(),
                                SuiteB.limiting(prediction.server()),
                                "server takes %s and %s"
                                        .formatted(
                                                tls.server().words(),
                                                Shown.has(prediction.server(), SuiteB.limiting(prediction.server()))))
                        .leadsTo(prediction.consequence(tls))
                        .logs(LogLines.of(Phase.TLS, prediction))
                        .help(help(held, prediction)));
    }

    private static String help(HeldCertificate held, Prediction prediction) {
        if (SuiteB.isAsked(prediction.client()) && !prediction.tls().isBeforeTls13()) {
            return "write `tls-cert-profile preferred` in the client: with `suiteb` it shows no certificate in TLS 1.3";
        }
        return SuiteB.isAsked(prediction.client()) || SuiteB.isAsked(prediction.server())
                ? "issue %s anew with a key of P-256, or write `tls-cert-profile preferred`".formatted(held.name())
                : help(held, prediction.tls(), Permitted.to(prediction));
    }

    private static String help(HeldCertificate held, TlsHandshake tls, Permitted permitted) {
        return "issue %s anew with a key of RSA%s%s"
                .formatted(
                        held.name(),
                        permitted.curve().map(" or "::concat).orElse(""),
                        tls.isBeforeTls13()
                                ? ", or let both sides take TLS 1.3 and the groups that the libraries have"
                                : "");
    }
}

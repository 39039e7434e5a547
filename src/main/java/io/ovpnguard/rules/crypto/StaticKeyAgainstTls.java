package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.StaticKeys;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** One side uses a static key, the other TLS. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "one side uses a static key, the other TLS",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: man page, section Static key mode",
        logs = {"'secret' is present in"})
public final class StaticKeyAgainstTls implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction
                .staticKeys()
                .filter(keys -> keys.fault() == StaticKeys.Fault.ONE_SIDED)
                .ifPresent(keys -> report.at(
                                prediction.server(),
                                "secret",
                                "server %s, client %s: neither takes the other's packets"
                                        .formatted(words(prediction.server()), words(prediction.client())))
                        .and(prediction.client(), "secret", "client " + words(prediction.client()))
                        .leadsTo(prediction.consequence(keys))
                        .help("remove `secret` and set up certificates on both sides"));
    }

    private static String words(Process process) {
        return process.config().role().isStaticKey() ? "uses a static key" : "uses TLS";
    }
}

package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.DataCipher;
import io.ovpnguard.predict.DataKeys;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A cipher of variable key length runs with different lengths. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client use keys of different lengths",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.5: init_key_type of crypto.c; man page, option keysize",
        logs = {"'keysize' is used inconsistently", "cipher final failed"})
public final class MismatchedKeysize implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var keys = prediction.dataKeys();
        if (keys.fault() != DataKeys.Fault.DIFFERENT_KEY_LENGTH
                || !(prediction.dataCipher() instanceof DataCipher.Agreed)) {
            return;
        }
        report.at(
                        prediction.server(),
                        "keysize",
                        "server uses keys of %s bits, client of %s: %s"
                                .formatted(keys.server(), keys.client(), Report.sentence(prediction.consequence(keys))))
                .and(prediction.client(), "keysize", "client uses keys of %s bits".formatted(keys.client()))
                .leadsTo(prediction.consequence(keys))
                .logs(LogLines.of(Phase.DATA_CHANNEL, prediction))
                .help("remove `keysize` from both sides");
    }
}

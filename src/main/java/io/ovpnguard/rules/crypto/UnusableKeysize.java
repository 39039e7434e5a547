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

/** A key length that the cipher does not have. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "keysize is no key length of the cipher",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.5: init_key_type of crypto.c, cipher_ctx_init of crypto_openssl.c; man page, option keysize",
        logs = {"EVP set key size", "set_key_length"})
public final class UnusableKeysize implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var keys = prediction.dataKeys();
        if (keys.fault() != DataKeys.Fault.NO_SUCH_KEY_LENGTH
                || !(prediction.dataCipher() instanceof DataCipher.Agreed)) {
            return;
        }
        report.at(
                        prediction.server(),
                        "keysize",
                        "server asks for keys of %s bits, client of %s, which the cipher does not have: a process ends when it sets its keys"
                                .formatted(keys.server(), keys.client()))
                .and(prediction.client(), "keysize", "client asks for %s bits".formatted(keys.client()))
                .leadsTo(prediction.consequence(keys))
                .logs(LogLines.of(Phase.DATA_CHANNEL, prediction))
                .help("remove `keysize` from both sides");
    }
}

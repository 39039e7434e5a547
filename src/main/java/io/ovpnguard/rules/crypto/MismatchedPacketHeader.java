package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.DataCipher;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** Only one side leaves out the packet number or the initialization vector of data packets. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "only one side leaves out a part of the header of data packets",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.4: openvpn_encrypt_v1 of crypto.c; man page, options no-replay and no-iv",
        logs = {"'no-replay' is present in", "bad packet ID", "packet HMAC authentication failed", "cipher final failed"
        })
public final class MismatchedPacketHeader implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var keys = prediction.dataKeys();
        var option = switch (keys.fault()) {
            case DIFFERENT_PACKET_NUMBER -> "no-replay";
            case DIFFERENT_IV -> "no-iv";
            case NONE, DIFFERENT_DIGEST, DIFFERENT_KEY_LENGTH, NO_SUCH_KEY_LENGTH -> "";
        };
        if (option.isEmpty() || !(prediction.dataCipher() instanceof DataCipher.Agreed)) {
            return;
        }
        report.at(
                        prediction.server(),
                        option,
                        "server %s, client %s: %s"
                                .formatted(
                                        Shown.has(prediction.server(), option),
                                        Shown.has(prediction.client(), option),
                                        Report.sentence(prediction.consequence(keys))))
                .and(prediction.client(), option, "client " + Shown.has(prediction.client(), option))
                .leadsTo(prediction.consequence(keys))
                .logs(LogLines.of(Phase.DATA_CHANNEL, prediction))
                .help("remove `" + option + "` from both sides");
    }
}

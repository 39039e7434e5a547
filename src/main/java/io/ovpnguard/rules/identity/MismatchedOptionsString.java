package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Authentication;
import io.ovpnguard.predict.DataCipher;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.OptionsString;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A server with opt-verify refuses a client whose options string differs from what it expects. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server with opt-verify and a client whose options differ",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: key_method_2_read and options_cmp_equal of ssl.c; man page, option opt-verify",
        logs = {"Option inconsistency warnings triggering disconnect", "AUTH_FAILED"})
public final class MismatchedOptionsString implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var authentication = prediction.authentication();
        if (authentication.fault() != Authentication.Fault.DIFFERENT_OPTIONS || isExplained(prediction)) {
            return;
        }
        var differences = OptionsString.differences(prediction.server(), prediction.client());
        report.at(
                        prediction.server(),
                        "opt-verify",
                        "server has `opt-verify`, and the options differ (%s): it refuses the client"
                                .formatted(String.join(", ", differences)))
                .and(prediction.client().source(), "this client's options")
                .leadsTo(prediction.consequence(authentication))
                .logs(LogLines.of(Phase.AUTHENTICATION, prediction))
                .help("remove `opt-verify` from the server, or write the same options on both sides");
    }

    /** The rule of the option that differs tells it already, and what comes of it. */
    private static boolean isExplained(Prediction prediction) {
        return prediction.dataCipher() instanceof DataCipher.Mismatched
                || prediction.compression().isHarmful()
                || prediction.fragmentation().isHarmful()
                || prediction.packetSizes().isHarmful()
                || prediction.deviceTypes().isHarmful()
                || prediction.dataKeys().isHarmful();
    }
}

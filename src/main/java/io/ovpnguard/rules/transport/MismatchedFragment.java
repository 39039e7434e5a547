package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;

/** One side puts the header of OpenVPN's own fragmentation in front of packets, and the other does not. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "only one side fragments packets",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: fragment_incoming of fragment.c; man page, option fragment",
        logs = {"'mtu-dynamic' is present in (local|remote) config but missing", "FRAG_IN error", "fragmentation header"
        })
public final class MismatchedFragment implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var fragmentation = prediction.fragmentation();
        if (!fragmentation.isHarmful()) {
            return;
        }
        var server = words(prediction.server(), fragmentation.server());
        var client = words(prediction.client(), fragmentation.client());
        var outcome = prediction.consequence(fragmentation);
        report.at(
                        prediction.server(),
                        "fragment",
                        "server %s, client %s: %s".formatted(server, client, Report.sentence(outcome)))
                .and(prediction.client(), "fragment", "client " + client)
                .leadsTo(outcome)
                .logs(LogLines.of(Phase.DATA_CHANNEL, prediction))
                .help("remove `fragment` from the %s, or write it in the %s too"
                        .formatted(
                                fragmentation.server() ? "server" : "client",
                                fragmentation.server() ? "client" : "server"));
    }

    /** The option may stand in a connection block. */
    private static String words(Process process, boolean isFragmenting) {
        return isFragmenting && !process.config().written().has("fragment")
                ? "has `fragment` in a `<connection>` block"
                : Shown.has(process, "fragment");
    }
}

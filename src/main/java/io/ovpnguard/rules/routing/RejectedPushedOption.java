package io.ovpnguard.rules.routing;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Push;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** The client ends the connection because of an option that the server pushes. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "client turns down an option that the server pushes and it needs",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: apply_pull_filter of options_util.c; man page, option pull-filter",
        logs = {"Pushed option rejected by filter", "Failed to apply push options"})
public final class RejectedPushedOption implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var push = prediction.push();
        if (push.fault() == Push.Fault.DIFFERENT_KEY_DERIVATION) {
            report.at(
                            prediction.client(),
                            "pull-filter",
                            "client drops the pushed `protocol-flags`, by which the server makes its keys: the tunnel moves no packet")
                    .and(prediction.server().source(), "server of 2.6 or newer")
                    .leadsTo(prediction.consequence(push))
                    .help("write `pull-filter accept protocol-flags` in the client, before the filter that drops it");
            return;
        }
        if (push.fault() != Push.Fault.REJECTED_BY_FILTER) {
            return;
        }
        var option = push.rejected().orElseThrow().split(" ")[0];
        var entry = report.at(
                        prediction.client(),
                        "pull-filter",
                        "client has `pull-filter reject`, and the server pushes `%s`: the client disconnects"
                                .formatted(option))
                .leadsTo(prediction.consequence(push))
                .logs(LogLines.of(Phase.PUSH, prediction))
                .help("write `pull-filter ignore` in place of `reject` in the client, or do not push `%s`"
                        .formatted(option));
        prediction.server().config().written().all("push").stream()
                .filter(pushed -> pushed.nested().stream().anyMatch(inner -> inner.is(option)))
                .findFirst()
                .ifPresent(pushed -> entry.and(pushed.valueSpan(), "server pushes `" + option + "` here"));
    }
}

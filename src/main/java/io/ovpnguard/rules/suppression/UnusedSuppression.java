package io.ovpnguard.rules.suppression;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.JudgedSuppression;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.SuppressionRule;

/** A suppression of what is not found. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "suppression hides nothing",
        severity = Severity.INFO,
        evidence = "ovpnguard's own: OpenVPN reads no such comments")
public final class UnusedSuppression implements SuppressionRule {

    @Override
    public void check(JudgedSuppression suppression, Report report) {
        suppression
                .suppression()
                .filter(_ -> !suppression.used())
                .ifPresent(unused -> report.at(
                                suppression.where(),
                                "`" + unused.rule() + "` finds nothing here that " + suppression.name() + " would hide")
                        .help("remove it: the next such fault would go unnoticed"));
    }
}

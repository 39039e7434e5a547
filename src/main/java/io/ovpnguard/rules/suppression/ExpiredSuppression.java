package io.ovpnguard.rules.suppression;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.JudgedSuppression;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.SuppressionRule;

/** A suppression whose last day is over. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "suppression has ended",
        severity = Severity.WARNING,
        evidence = "ovpnguard's own: OpenVPN reads no such comments")
public final class ExpiredSuppression implements SuppressionRule {

    @Override
    public void check(JudgedSuppression suppression, Report report) {
        suppression
                .ended()
                .filter(_ -> suppression.used())
                .ifPresent(ended -> report.at(
                                suppression.where(),
                                (suppression.annotation().isPresent()
                                                ? suppression.name()
                                                : "the suppression of `" + ended.rule() + "`")
                                        + " has ended with " + ended.until().orElseThrow())
                        .help("mend what it has hidden and remove it, or give it another day"));
    }
}

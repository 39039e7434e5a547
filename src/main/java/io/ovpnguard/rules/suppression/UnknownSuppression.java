package io.ovpnguard.rules.suppression;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.JudgedSuppression;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.SuppressionRule;
import io.ovpnguard.rule.SuppressionText;

/** A comment or annotation that is to suppress findings of a rule that there is not. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "suppression names a rule that there is not",
        severity = Severity.WARNING,
        evidence = "ovpnguard's own: OpenVPN reads no such comments")
public final class UnknownSuppression implements SuppressionRule {

    @Override
    public void check(JudgedSuppression suppression, Report report) {
        if (suppression.text() instanceof SuppressionText.OfNoRule(var rule)) {
            report.at(suppression.where(), suppression.name() + " suppresses nothing: there is no rule `" + rule + "`")
                    .help(RuleCatalog.all()
                            .nearest(rule)
                            .map(nearest -> "write `" + nearest + "`, if that is what is meant")
                            .orElse("take the rule's name from the finding; `ovpnguard rules` lists all"));
        }
    }
}

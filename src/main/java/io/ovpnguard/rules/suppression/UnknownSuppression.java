package io.ovpnguard.rules.suppression;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.JudgedSuppression;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.SuppressionRule;

/** A comment or annotation that is to suppress findings of a rule that there is not. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "suppression names a rule that there is not",
        severity = Severity.WARNING,
        evidence = "ovpnguard's own: OpenVPN reads no such comments")
public final class UnknownSuppression implements SuppressionRule {

    @Override
    public void check(JudgedSuppression suppression, Report report) {
        suppression
                .unknown()
                .ifPresent(name -> report.at(
                                suppression.where(), "this suppresses nothing: there is no rule `" + name + "`")
                        .help(RuleCatalog.all()
                                .nearest(name)
                                .map(nearest -> "write `" + nearest + "`, if that is what is meant")
                                .orElse("take the rule's name from the finding; `ovpnguard rules` lists all")));
    }
}

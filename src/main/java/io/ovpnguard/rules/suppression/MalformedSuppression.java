package io.ovpnguard.rules.suppression;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.JudgedSuppression;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.SuppressionRule;
import io.ovpnguard.rule.SuppressionText;

/** A comment or annotation that is to suppress findings, and is not written as it has to be. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "suppression is not written so that it suppresses anything",
        severity = Severity.WARNING,
        evidence = "ovpnguard's own: OpenVPN reads no such comments")
public final class MalformedSuppression implements SuppressionRule {

    @Override
    public void check(JudgedSuppression suppression, Report report) {
        if (suppression.text() instanceof SuppressionText.Broken(var why, var help)) {
            report.at(suppression.where(), suppression.name() + " suppresses nothing: " + why)
                    .help(help);
        }
    }
}

package io.ovpnguard.rules.suppression;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.JudgedSuppression;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.SuppressionRule;

/** A comment or annotation that is to suppress findings, and is not written as it has to be. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "suppression is not written so that it suppresses anything",
        severity = Severity.WARNING,
        evidence = "ovpnguard's own: OpenVPN reads no such comments")
public final class MalformedSuppression implements SuppressionRule {

    @Override
    public void check(JudgedSuppression suppression, Report report) {
        suppression
                .fault()
                .ifPresent(fault -> report.at(suppression.where(), "this suppresses nothing: " + fault)
                        .help(
                                "write `# ovpnguard: allow RULE REASON`, with `until 2027-01-31` before the reason if it is to"
                                        + " end; as an annotation, `ovpnguard.io/allow.RULE: REASON`"));
    }
}

package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.InputRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.source.Problem;

/** A manifest that the API server refuses, or takes otherwise than it looks. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a manifest is refused, or read otherwise than it looks",
        severity = Severity.ERROR,
        evidence = "kubectl 1.36: what sigs.k8s.io/yaml reads; Kubernetes API: ValidateConfigMap, ValidateSecret")
public final class MalformedManifest implements InputRule {

    @Override
    public void check(Problem problem, Report report) {
        var entry = report.at(problem.span(), problem.message())
                .as(problem.fatal() ? Severity.ERROR : Severity.WARNING)
                .leadsTo(Consequence.NONE);
        problem.help().ifPresent(entry::help);
    }
}

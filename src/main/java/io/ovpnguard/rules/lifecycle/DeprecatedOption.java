package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Status;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.syntax.Directive;

/** An option that the version warns about or ignores. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "option is deprecated or without effect in the version that reads it",
        severity = Severity.WARNING,
        evidence = "options.c add_option, 2.3.18 to 2.7; Changes.rst",
        logs = {"DEPRECATED OPTION", "option ignored"})
public final class DeprecatedOption implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        profile.directives()
                .forEach(directive -> OptionTable.get()
                        .find(directive.name())
                        .map(row -> row.status(profile.version()))
                        .ifPresent(status -> report(directive, status, report)));
    }

    private static void report(Directive directive, Status status, Report report) {
        switch (status) {
            case DEPRECATED ->
                report.at(
                                directive.nameSpan(),
                                "`" + directive.name() + "` is deprecated: it works and OpenVPN logs a warning")
                        .leadsTo(Consequence.WORKS_WITH_WARNING)
                        .help("plan to remove `" + directive.name() + "`: a later version refuses it");
            case IGNORED ->
                report.at(directive.nameSpan(), "`" + directive.name() + "` has no effect any more")
                        .leadsTo(Consequence.WORKS_WITH_WARNING)
                        .help("remove `" + directive.name() + "`");
            case CURRENT, UNKNOWN, REMOVED -> {}
        }
    }
}

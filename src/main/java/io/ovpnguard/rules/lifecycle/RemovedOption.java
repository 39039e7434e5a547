package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Status;
import io.ovpnguard.option.Version;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.syntax.Directive;

/** An option that older versions took and this one refuses. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "option was removed from the OpenVPN version that reads it",
        severity = Severity.ERROR,
        evidence = "options.c add_option, 2.2.3 to 2.7; man page section UNSUPPORTED OPTIONS",
        logs = {"REMOVED OPTION", "was removed in OpenVPN"})
public final class RemovedOption implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        profile.refusedDirectives()
                .filter(profile::isGone)
                .forEach(directive -> report.at(directive.nameSpan(), message(directive))
                        .as(profile.severityOfRefusal())
                        .leadsTo(profile.refusal())
                        .help("remove the line, or run OpenVPN " + last(directive) + " or older here"));
    }

    private static String message(Directive directive) {
        return "`" + directive.name() + "` was removed after OpenVPN " + last(directive)
                + ", and newer ones exit at it";
    }

    private static Version last(Directive directive) {
        var row = OptionTable.get().find(directive.name()).orElseThrow();
        return row.versions().stream()
                .filter(version -> row.status(version) != Status.REMOVED)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}

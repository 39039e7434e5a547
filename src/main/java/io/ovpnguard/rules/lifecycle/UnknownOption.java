package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import io.ovpnguard.syntax.Directive;

/** A name that the version does not know, or does not know yet. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "option is unknown to the OpenVPN version that reads it",
        severity = Severity.ERROR,
        evidence = "options.c add_option, 2.2.3 to 2.7: Unrecognized option or missing or extra parameter(s)",
        logs = "Unrecognized option or missing (?:or extra )?parameter")
public final class UnknownOption implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        profile.refusedDirectives()
                .filter(directive -> !profile.isGone(directive))
                .forEach(directive -> report(directive, profile, report));
    }

    private static void report(Directive directive, ProfileInVersion profile, Report report) {
        var entry = report.at(directive.nameSpan(), message(directive))
                .as(profile.severityOfRefusal())
                .leadsTo(profile.refusal());
        var row = OptionTable.get().find(directive.name());
        if (row.isPresent()) {
            entry.help("run OpenVPN " + row.get().versions().getFirst()
                    + " or newer here, or write `ignore-unknown-option " + directive.name() + "` before it");
            return;
        }
        entry.help(OptionTable.get()
                .nearest(directive.name())
                .map(nearest -> "write `" + nearest + "`, if that is what is meant")
                .orElse("remove the line"));
    }

    private static String message(Directive directive) {
        var name = Shown.name(directive);
        return OptionTable.get()
                .find(directive.name())
                .map(row -> name + " is known from OpenVPN " + row.versions().getFirst()
                        + " on, and an older one exits at it")
                .orElse(name + " is no option of any OpenVPN from 2.2 to 2.7, which exit at it");
    }
}

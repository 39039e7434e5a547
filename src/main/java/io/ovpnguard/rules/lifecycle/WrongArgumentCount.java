package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.syntax.Directive;

/** An option with more or fewer arguments than the version takes. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "option has too many or too few arguments",
        severity = Severity.ERROR,
        evidence = "options.c add_option, 2.2.3 to 2.7: Unrecognized option or missing or extra parameter(s)",
        logs = "Unrecognized option or missing (?:or extra )?parameter")
public final class WrongArgumentCount implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        profile.directives()
                .filter(directive -> directive.inline().isEmpty())
                .forEach(directive -> OptionTable.get()
                        .find(directive.name())
                        .filter(row -> row.status(profile.version()).isAccepted())
                        .filter(row -> !row.arguments(profile.version())
                                .contains(directive.arguments().size()))
                        .ifPresent(row -> report(directive, row, profile, report)));
    }

    private static void report(Directive directive, OptionSpec row, ProfileInVersion profile, Report report) {
        var range = row.arguments(profile.version());
        report.at(
                        directive.span(),
                        "`" + directive.name() + "` takes " + range + " and has "
                                + directive.arguments().size() + ", at which OpenVPN exits")
                .as(profile.severityOfRefusal())
                .leadsTo(profile.refusal())
                .help("write `" + directive.name() + "` with " + range);
    }
}

package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A line that OpenVPN's lexer refuses, or reads otherwise than it looks. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "config has a line that OpenVPN cannot read",
        severity = Severity.ERROR,
        evidence = "options.c parse_line, read_config_file and read_inline_file, 2.2.3 to 2.7",
        logs = {"No closing (?:single )?quotation", "Bad backslash", "Endtag .* missing", "Maximum optione? line length"
        })
public final class SyntaxError implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        for (var problem : profile.profile().config().problems(profile.version())) {
            var entry = report.at(problem.span(), problem.message());
            problem.help().ifPresent(entry::help);
            if (problem.fatal()) {
                entry.leadsTo(profile.refusal());
            } else {
                entry.as(Severity.WARNING).leadsTo(Consequence.WORKS_WITH_WARNING);
            }
        }
    }
}

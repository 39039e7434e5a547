package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Status;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Refusal;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.ReadOption.Verdict;

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
        var refused = Predictor.refusal(profile.process()).flatMap(Refusal::at);
        profile.options().stream()
                .filter(option -> option.verdict() == Verdict.TAKEN)
                .filter(option ->
                        refused.filter(option.directive().span()::contains).isEmpty())
                .forEach(option -> report(
                        option.directive().nameSpan(),
                        OptionTable.get().find(option.directive().name()).orElseThrow(),
                        profile.version(),
                        report));
    }

    private static void report(Span name, OptionSpec row, Version version, Report report) {
        switch (row.status(version)) {
            case DEPRECATED ->
                report.at(name, "`" + row.name() + "` is deprecated: " + future(row, version))
                        .leadsTo(Consequence.WORKS_WITH_WARNING)
                        .help(help(row, "plan to remove `" + row.name() + "`"));
            case IGNORED ->
                report.at(name, "`" + row.name() + "` has no effect from OpenVPN " + since(row, version) + " on")
                        .leadsTo(Consequence.WORKS_WITH_WARNING)
                        .help(help(row, "remove `" + row.name() + "`"));
            case CURRENT, UNKNOWN, REMOVED -> {}
        }
    }

    private static String future(OptionSpec row, Version version) {
        return row.end(version)
                .map(end -> row.status(end) == Status.IGNORED
                        ? "OpenVPN ignores it from " + end + " on"
                        : "OpenVPN exits at it from " + end + " on")
                .orElse("it works, and a later OpenVPN may refuse it");
    }

    private static Version since(OptionSpec row, Version version) {
        return row.versions().stream()
                .filter(earlier -> row.status(earlier) == Status.IGNORED)
                .findFirst()
                .orElse(version);
    }

    private static String help(OptionSpec row, String otherwise) {
        return row.instead().map(instead -> "write `" + instead + "` instead").orElse(otherwise);
    }
}

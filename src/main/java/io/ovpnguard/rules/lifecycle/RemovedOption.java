package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Status;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.syntax.ReadOption;

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
        profile.options().stream()
                .filter(profile::isGone)
                .forEach(option -> report(
                        option,
                        OptionTable.get().find(option.directive().name()).orElseThrow(),
                        profile,
                        report));
    }

    private static void report(ReadOption option, OptionSpec row, ProfileInVersion profile, Report report) {
        var name = "`" + row.name() + "`";
        var last = row.versions().stream()
                .filter(version -> row.status(version) != Status.REMOVED)
                .reduce((first, second) -> second);
        var message = last.map(
                        version -> name + " was removed after OpenVPN " + version + ", and newer ones exit at it")
                .orElse(name + " was removed before OpenVPN 2.2, and all later ones exit at it");
        var change =
                row.instead().map(instead -> "write `" + instead + "` instead").orElse("remove the line");
        report.at(option.directive().nameSpan(), message)
                .as(profile.severityOfRefusal(option))
                .leadsTo(profile.refusal(option))
                .help(change
                        + last.map(version -> ", or run OpenVPN " + version + " or older here")
                                .orElse(""));
    }
}

package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.ArgumentCount;
import io.ovpnguard.option.ArgumentKind;
import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Version;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.syntax.ReadOption;
import io.ovpnguard.syntax.ReadOption.Verdict;

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
        profile.options().stream()
                .filter(option -> option.verdict() == Verdict.MISCOUNTED)
                .forEach(option -> report(
                        option,
                        OptionTable.get().find(option.directive().name()).orElseThrow(),
                        profile,
                        report));
    }

    private static void report(ReadOption option, OptionSpec row, ProfileInVersion profile, Report report) {
        var taken = row.arguments(profile.version());
        var count = option.directive().arguments().size();
        report.at(
                        option.directive().span(),
                        "`" + row.name() + "` takes " + taken + " and has " + count + ", at which "
                                + profile.reaction(option))
                .as(profile.severityOfRefusal(option))
                .leadsTo(profile.refusal(option))
                .help(help(row, taken, count, profile.version()));
    }

    private static String help(OptionSpec row, ArgumentCount taken, int count, Version version) {
        var isText = row.kind(0) == ArgumentKind.TEXT || row.kind(0) == ArgumentKind.COMMAND;
        if (isText && count > 1 && taken.contains(1)) {
            return "put what follows `" + row.name() + "` in double quotes";
        }
        var other = row.versions().stream()
                .filter(later ->
                        later.isAtLeast(version) && row.arguments(later).contains(count))
                .findFirst();
        return "write `" + row.name() + "` with " + taken
                + other.map(later -> ", or run OpenVPN " + later + " or newer here")
                        .orElse("");
    }
}

package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Place;
import io.ovpnguard.option.Version;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.syntax.Directive;
import io.ovpnguard.syntax.ReadOption;
import io.ovpnguard.syntax.ReadOption.Verdict;

/** An option at a place where OpenVPN does not take it. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "option stands where OpenVPN does not take it",
        severity = Severity.ERROR,
        evidence = "options.c VERIFY_PERMISSION; init.c pull_permission_mask",
        logs = {"cannot be used in this context", "is not expected to be inline"})
public final class MisplacedOption implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        for (var option : profile.options()) {
            if (option.verdict() == Verdict.MISPLACED || option.verdict() == Verdict.NOT_INLINE) {
                misplaced(option, profile, report);
            } else if (option.directive().is("push")) {
                option.directive().nested().forEach(pushed -> pushed(pushed, report));
            }
        }
    }

    private static void misplaced(ReadOption option, ProfileInVersion profile, Report report) {
        var row = OptionTable.get().find(option.directive().name()).orElseThrow();
        report.at(option.directive().nameSpan(), message(option, row.name()) + ", and " + profile.reaction(option))
                .as(profile.severityOfRefusal(option))
                .leadsTo(profile.refusal(option))
                .help(help(option, row, profile.version()));
    }

    /** Whether a client takes a pushed option depends on its version; one that no version takes is misplaced. */
    private static void pushed(Directive pushed, Report report) {
        OptionTable.get()
                .find(pushed.name())
                .filter(row -> row.versions().stream().noneMatch(version -> row.isAllowed(Place.PUSH, version)))
                .ifPresent(row -> report.at(
                                pushed.nameSpan(),
                                "`" + pushed.name() + "` is pushed, and no client takes it from a server")
                        .as(Severity.WARNING)
                        .leadsTo(Consequence.WORKS_WITH_WARNING)
                        .help("write `" + pushed.name() + "` into the client's config instead"));
    }

    private static String message(ReadOption option, String name) {
        if (option.verdict() == Verdict.NOT_INLINE) {
            return "`" + name + "` is an inline block, which OpenVPN does not take for it";
        }
        return "`" + name + "` stands in "
                + switch (option.place()) {
                    case CONFIG, INLINE -> "a config, where OpenVPN does not take it";
                    case CONNECTION -> "a `<connection>` block, where OpenVPN does not take it";
                    case CCD -> "a client's file, where it has no place";
                    case PUSH -> "what is pushed, where no client takes it";
                };
    }

    private static String help(ReadOption option, OptionSpec row, Version version) {
        if (option.verdict() == Verdict.NOT_INLINE) {
            return "write `" + row.name() + "` as a line with its arguments";
        }
        if (option.place() == Place.CCD && row.isAllowed(Place.PUSH, version)) {
            return "write `push \"" + row.name() + " ...\"` to give it to this client";
        }
        if (row.isAllowed(Place.CONFIG, version)) {
            return "move `" + row.name() + "` "
                    + (option.place() == Place.CCD ? "to the server's config" : "out of the `<connection>` block");
        }
        return row.isAllowed(Place.CCD, version)
                ? "move `" + row.name() + "` to the client's file in `client-config-dir`"
                : "remove `" + row.name() + "`: it is for the command line or for what a server pushes";
    }
}

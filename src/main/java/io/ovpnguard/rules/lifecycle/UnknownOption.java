package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.Build;
import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Place;
import io.ovpnguard.option.Status;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import io.ovpnguard.syntax.ReadOption;
import io.ovpnguard.syntax.ReadOption.Verdict;
import java.util.Optional;

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
        profile.options().stream()
                .filter(option -> option.verdict() == Verdict.UNKNOWN && !profile.isGone(option))
                .forEach(option -> {
                    var row = OptionTable.get().find(option.directive().name());
                    var isOfThisVersion = row.filter(known -> known.status(profile.version()) != Status.UNKNOWN)
                            .isPresent();
                    if (isOfThisVersion) {
                        special(option, row.get().build(), profile, report);
                    } else {
                        unknown(option, row, profile, report);
                    }
                });
    }

    private static void unknown(ReadOption option, Optional<OptionSpec> row, ProfileInVersion profile, Report report) {
        var name = Shown.name(option.directive());
        var entry = report.at(option.directive().nameSpan(), message(option, name, row, profile))
                .as(profile.severityOfRefusal(option))
                .leadsTo(profile.refusal(option));
        if (row.isPresent()) {
            var first = row.get().versions().getFirst();
            entry.help(
                    option.place() == Place.CONFIG
                            ? "run OpenVPN " + first + " or newer here, or write `ignore-unknown-option "
                                    + option.directive().name() + "` before it"
                            : "run OpenVPN " + first + " or newer here, or remove the line");
            return;
        }
        entry.help(OptionTable.get()
                .nearest(option.directive().name())
                .map(nearest -> "write `" + nearest + "`, if that is what is meant")
                .orElse("remove the line"));
    }

    private static String message(ReadOption option, String name, Optional<OptionSpec> row, ProfileInVersion profile) {
        if (option.place() == Place.CCD) {
            return name + " is no option that the server's version knows, and " + profile.reaction(option);
        }
        return row.map(known -> name + " is known from OpenVPN "
                        + known.versions().getFirst() + " on, and an older one exits at it")
                .orElse(name + " is no option of any OpenVPN from 2.2 to 2.7, which exit at it");
    }

    /** A server stands in a container, which is Linux; what a client runs on cannot be seen. */
    private static void special(ReadOption option, Build build, ProfileInVersion profile, Report report) {
        var name = option.directive().name();
        var isRefused = build == Build.WINDOWS && profile.profile().role() == Role.SERVER;
        report.at(
                        option.directive().nameSpan(),
                        "`" + name + "` is known only to " + knower(build) + ", and others exit at it")
                .as(isRefused ? profile.severityOfRefusal(option) : Severity.INFO)
                .leadsTo(isRefused ? profile.refusal(option) : Consequence.NONE)
                .help(
                        isRefused
                                ? "remove the line"
                                : "write `setenv opt " + name + "` in its place, which others skip");
    }

    private static String knower(Build build) {
        return switch (build) {
            case WINDOWS -> "OpenVPN for Windows";
            case MBEDTLS -> "an OpenVPN built with mbed TLS";
            case IPROUTE2 -> "an OpenVPN built with iproute2";
            case SELINUX -> "an OpenVPN built with SELinux";
            case ANY -> "every OpenVPN";
        };
    }
}

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
import java.util.Optional;

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
        for (var directive : profile.profile().config().directives()) {
            if (directive.is("push")) {
                directive.nested().forEach(pushed -> pushed(pushed, report));
            } else if (directive.is("connection")) {
                directive.nested().forEach(inside -> own(inside, Place.CONNECTION, profile, report));
            } else {
                own(directive, directive.inline().isPresent() ? Place.INLINE : Place.CONFIG, profile, report);
            }
        }
    }

    private static void own(Directive directive, Place place, ProfileInVersion profile, Report report) {
        known(directive)
                .filter(row -> row.status(profile.version()).isAccepted())
                .filter(row -> !row.isAllowed(place, profile.version()))
                .ifPresent(row -> report.at(directive.nameSpan(), message(directive, place))
                        .as(profile.severityOfRefusal())
                        .leadsTo(profile.refusal())
                        .help(help(directive, row, place, profile.version())));
    }

    /** Whether a client takes a pushed option depends on its version; one that no version takes is misplaced. */
    private static void pushed(Directive pushed, Report report) {
        known(pushed)
                .filter(row -> row.versions().stream().noneMatch(version -> row.isAllowed(Place.PUSH, version)))
                .ifPresent(row -> report.at(
                                pushed.nameSpan(),
                                "`" + pushed.name() + "` is pushed, and no client takes it from a server")
                        .as(Severity.WARNING)
                        .leadsTo(Consequence.WORKS_WITH_WARNING)
                        .help("write `" + pushed.name() + "` into the client's config instead"));
    }

    private static Optional<OptionSpec> known(Directive directive) {
        return OptionTable.get().find(directive.name());
    }

    private static String message(Directive directive, Place place) {
        var name = "`" + directive.name() + "`";
        return switch (place) {
            case CONFIG -> name + " stands in a config, where OpenVPN does not take it, and OpenVPN exits";
            case CONNECTION ->
                name + " stands in a `<connection>` block, where OpenVPN does not take it, and OpenVPN exits";
            case INLINE -> name + " is an inline block, which OpenVPN does not take for it, and OpenVPN exits";
            case CCD, PUSH -> name + " stands where OpenVPN does not take it";
        };
    }

    private static String help(Directive directive, OptionSpec row, Place place, Version version) {
        if (place == Place.INLINE) {
            return "write `" + directive.name() + "` as a line with its arguments";
        }
        if (row.isAllowed(Place.CONFIG, version)) {
            return "move `" + directive.name() + "` out of the `<connection>` block";
        }
        return row.isAllowed(Place.CCD, version)
                ? "move `" + directive.name() + "` to the client's file in `client-config-dir`"
                : "remove `" + directive.name() + "`: it is for the command line or for what a server pushes";
    }
}

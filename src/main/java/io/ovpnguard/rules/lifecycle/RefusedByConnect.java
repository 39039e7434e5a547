package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.ConnectTreatment;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import io.ovpnguard.syntax.ConnectOption;
import java.util.List;

/** An option at whose name OpenVPN Connect and other OpenVPN 3 clients refuse the whole profile. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "option at which OpenVPN 3 clients such as Connect refuse a profile",
        severity = Severity.ERROR,
        evidence = "OpenVPN 3 core 3.11.7: handle_unused_options of cliopt.hpp",
        logs = {
            "UNUSED_OPTIONS_ERROR",
            "Option allowed only to be pushed by the server",
            "UNKNOWN/UNSUPPORTED OPTIONS",
            "^Server only option"
        })
public final class RefusedByConnect implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        if (!profile.version().isConnect()) {
            return;
        }
        profile.profile().config().readByConnect().stream()
                .filter(ConnectOption::isRefused)
                // Those have words of their own, which RefusedStart tells.
                .filter(option -> option.treatment() != ConnectTreatment.FATAL)
                .forEach(option -> report(option, profile, report));
    }

    private static void report(ConnectOption option, ProfileInVersion profile, Report report) {
        var directive = option.directive();
        var name = Shown.name(directive);
        var entry = report.at(
                        directive.nameSpan(), "OpenVPN 3 clients refuse a profile with " + name + ": " + reason(option))
                .as(profile.severityOfRefusal())
                .leadsTo(profile.refusal())
                .help(help(option, name));
        if (Shown.isNameShown(directive)) {
            var line = option.treatment().message() + ": " + directive.name();
            entry.logs(List.of(), List.of("UNUSED_OPTIONS_ERROR: " + line));
        }
    }

    private static String reason(ConnectOption option) {
        return switch (option.treatment()) {
            case PUSHED -> "only a server may give it, by `push`";
            case SERVER -> "it is for servers only";
            case COMMAND -> "it is for a command line only";
            case REMOVED -> "it was removed";
            case MANAGEMENT -> "they have no management interface";
            case UNKNOWN -> "they do not know it";
            case TAKEN, IGNORED, UNIMPLEMENTED, SCRIPT, UNSUPPORTED, FATAL ->
                throw new IllegalArgumentException(option.treatment() + " is not refused by name");
        };
    }

    private static String help(ConnectOption option, String name) {
        if (option.treatment() == ConnectTreatment.PUSHED) {
            return "remove the line, and let the server push " + name;
        }
        return option.treatment().isExcusable() && Shown.isNameShown(option.directive())
                ? "remove the line, or write `ignore-unknown-option "
                        + option.directive().name() + "` for OpenVPN 3 clients"
                : "remove the line";
    }
}

package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.syntax.ConnectOption;
import java.util.stream.Collectors;

/** Options without which OpenVPN Connect and other OpenVPN 3 clients go on, and say so. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "option without which OpenVPN 3 clients such as Connect go on",
        severity = Severity.INFO,
        evidence = "OpenVPN 3 core 3.11.7: handle_unused_options of cliopt.hpp",
        logs = {
            "Unsupported option \\(ignored\\)",
            "Feature not implemented \\(option ignored\\)",
            "Ignored \\(no script/plugin support\\)"
        })
public final class IgnoredByConnect implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        if (!profile.version().isConnect()) {
            return;
        }
        var ignored = profile.profile().config().readByConnect().stream()
                .filter(option -> option.treatment().isWarned())
                .toList();
        if (ignored.isEmpty()) {
            return;
        }
        var names = ignored.stream().map(IgnoredByConnect::name).distinct().collect(Collectors.joining(", "));
        var entry = report.at(ignored.getFirst().directive().nameSpan(), "OpenVPN 3 clients go on without " + names)
                .leadsTo(Consequence.WORKS_WITH_WARNING)
                .help("remove what other clients do not need either, and let nothing depend on the rest");
        ignored.stream()
                .skip(1)
                .forEach(option -> entry.and(option.directive().nameSpan(), name(option) + " has no effect in them"));
    }

    private static String name(ConnectOption option) {
        return "`" + option.directive().name() + "`";
    }
}

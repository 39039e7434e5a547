package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Version;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.syntax.ReadOption;
import java.util.List;
import java.util.stream.Collectors;

/** A config whose options leave out versions that were assumed for it. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "config does not fit every version that it is assumed to run on",
        severity = Severity.WARNING,
        evidence = "options.c add_option of each version")
public final class NarrowedVersion implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var versions = profile.profile().versions();
        for (var excluded : versions.excluded()) {
            profile.at(excluded).options().stream()
                    .filter(ReadOption::isRefused)
                    .map(ReadOption::directive)
                    .filter(directive ->
                            OptionTable.get().find(directive.name()).isPresent())
                    .findFirst()
                    .ifPresent(directive -> report.at(
                                    directive.nameSpan(),
                                    "`" + directive.name() + "` leaves out OpenVPN " + names(versions.excluded())
                                            + ", so this config is judged as " + names(versions.candidates()))
                            .help(help(profile.profile().listens(), versions)));
        }
    }

    private static String help(boolean listens, Versions versions) {
        var candidates = versions.candidates();
        var list = listens ? candidates.getLast().toString() : candidates.getFirst() + "-" + candidates.getLast();
        var annotation = listens ? "ovpnguard.io/openvpn-version" : "ovpnguard.io/client-versions";
        // Where a policy does not let annotations say it, it may itself.
        var inCluster = versions.statable()
                ? "annotation `%s: \"%s\"`".formatted(annotation, list)
                : "`assume.%s: \"%s\"` of a policy".formatted(listens ? "serverVersions" : "clientVersions", list);
        return "state the %s: %s or `--%s %s`"
                .formatted(
                        listens ? "version" : "versions",
                        inCluster,
                        listens ? "server-version" : "client-versions",
                        list);
    }

    private static String names(List<Version> versions) {
        return versions.stream().map(Version::toString).collect(Collectors.joining(", "));
    }
}

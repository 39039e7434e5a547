package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.NeighbourRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.WholeBundle;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A bundle whose members are of several revisions, so that not each is compared with each. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "members of a bundle are of several revisions",
        severity = Severity.INFO,
        evidence =
                "annotation ovpnguard.io/revision; OpenVPN has no such notion, and its processes meet whatever it says")
public final class SplitBundle implements NeighbourRule {

    /** Members of several revisions that do not meet are bundles of one name. */
    private record Name(String namespace, String name) {}

    @Override
    public void check(List<WholeBundle> bundles, Report report) {
        bundles.stream()
                .map(WholeBundle::bundle)
                .filter(bundle -> !bundle.servers().isEmpty())
                .collect(Collectors.groupingBy(
                        bundle -> new Name(bundle.namespace(), bundle.name()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(ofOneName -> tell(ofOneName, report));
    }

    private static void tell(List<Bundle> bundles, Report report) {
        var revisions = bundles.stream()
                .flatMap(bundle -> bundle.revisions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (revisions.size() < 2) {
            return;
        }
        var servers =
                bundles.stream().flatMap(bundle -> bundle.servers().stream()).toList();
        var entry = report.at(
                        servers.getFirst().config().source(),
                        "members of bundle `%s` are of revisions %s: those of one are compared with those of the same, where there are any"
                                .formatted(bundles.getFirst().name(), words(revisions)))
                .help("give all members the same `ovpnguard.io/revision`, or none, once the old ones are gone");
        servers.stream()
                .skip(1)
                .forEach(server -> entry.and(server.config().source(), "this server is of the bundle, too"));
    }

    private static String words(Collection<String> revisions) {
        return revisions.stream()
                .map(revision -> revision.isEmpty() ? "none" : "`" + revision + "`")
                .collect(Collectors.joining(" and "));
    }
}

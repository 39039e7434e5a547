package io.ovpnguard.cluster.audit;

import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Where;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.report.AffectedClients;
import io.ovpnguard.report.BundleLine;
import io.ovpnguard.report.Fingerprints;
import io.ovpnguard.report.FoundByBundle;
import io.ovpnguard.report.Snippet;
import io.ovpnguard.report.TextReport;
import io.ovpnguard.rule.RuleCatalog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what is to be reported of a namespace: the same of the same findings, in the same order. */
final class ReportContents {

    /** The policy of what no policy speaks of. */
    static final String POLICY = "ovpnguard";

    /** Of one result, so many objects are named. */
    static final int MOST_RESOURCES = 20;

    /** An object of the API server has at most 1.5 MiB. */
    private static final int MOST_BYTES = 900 * 1024;

    private static final int MOST_CHARACTERS = 1000;

    private static final Comparator<Finding> WORST_FIRST = Comparator.<Finding, Result>comparing(Result::of)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::consequence);

    private final String namespace;
    private final Inspection inspection;
    private final Instant at;
    private final Fingerprints fingerprints;

    private ReportContents(String namespace, Inspection inspection, Instant at) {
        this.namespace = namespace;
        this.inspection = inspection;
        this.at = at.truncatedTo(ChronoUnit.SECONDS);
        this.fingerprints = new Fingerprints(inspection.locations());
    }

    /**
     * {@return what is to be told of a namespace}
     *
     * @param at the time of judgement
     */
    static Contents of(String namespace, Inspection inspection, List<Finding> findings, Instant at) {
        return new ReportContents(namespace, inspection, at).contents(findings);
    }

    /** What joins another namespace's bundle without being allowed to is told of where it is. */
    private Contents contents(List<Finding> findings) {
        var found = new TreeMap<String, FoundByBundle>();
        FoundByBundle.of(inspection, findings).forEach(each -> found.merge(each.name(), each, FoundByBundle::and));
        return new Contents(
                found.values().stream().map(this::report).toList(),
                found.values().stream()
                        .flatMap(each -> each.findings().stream().map(finding -> series(each.name(), finding)))
                        .toList());
    }

    private Series series(String bundle, Finding finding) {
        return new Series(
                namespace, bundle, finding.rule().value(), finding.severity().word(), Result.of(finding));
    }

    private BundleReport report(FoundByBundle found) {
        var name = found.name();
        var line = BundleLine.of(found);
        var counts = new TreeMap<Result, Integer>();
        found.findings().forEach(finding -> counts.merge(Result.of(finding), 1, Integer::sum));
        var last = new ArrayList<Entry>();
        if (!name.isEmpty() && line.isFine() && !counts.containsKey(Result.FAIL)) {
            counts.put(Result.PASS, 1);
            last.add(passed(found, line));
        }
        return new BundleReport(
                namespace,
                ReportName.of(name),
                Optional.of(name).filter(each -> !each.isEmpty()),
                Snippet.visible(line.toString()),
                counts,
                listed(found, last));
    }

    private Entry passed(FoundByBundle found, BundleLine line) {
        return new Entry(
                Result.PASS,
                "bundle",
                "info",
                "bundle",
                Snippet.visible(line.toString()),
                servers(found),
                Map.of(),
                at);
    }

    private List<ObjectRef> servers(FoundByBundle found) {
        return found.bundles().stream()
                .flatMap(bundle -> bundle.servers().stream())
                .flatMap(server -> inspection.locations().object(server.config().source()).stream())
                .distinct()
                .limit(MOST_RESOURCES)
                .toList();
    }

    /** What there is no room for is counted; a split is listed in any case, as nothing else tells since when it is one. */
    private List<Entry> listed(FoundByBundle found, List<Entry> last) {
        var entries = new ArrayList<Entry>();
        var clients = found.bundles().stream()
                .mapToInt(bundle -> bundle.clients().size())
                .sum();
        var affected = new AffectedClients(found.bundles());
        var bytes = 0;
        var left = 0;
        for (var finding : found.findings().stream().sorted(WORST_FIRST).toList()) {
            var isDated = finding.rule().value().equals(OverdueSplits.RULE);
            if (bytes > MOST_BYTES && !isDated) {
                left++;
                continue;
            }
            var entry = entry(finding, affected, clients);
            bytes += entry.size();
            if (bytes <= MOST_BYTES || isDated) {
                entries.add(entry);
            } else {
                left++;
            }
        }
        if (left > 0) {
            entries.add(notListed(left));
        }
        entries.addAll(last);
        return entries;
    }

    private Entry notListed(int count) {
        return new Entry(
                Result.SKIP,
                "not-listed",
                "info",
                "bundle",
                count + " more findings have no room here: `ovpnguard check --cluster -n " + namespace
                        + "` lists them all",
                List.of(),
                Map.of("count", Integer.toString(count)),
                at);
    }

    private Entry entry(Finding finding, AffectedClients affected, int clients) {
        var resources = finding.labels()
                .flatMap(label -> inspection.locations().object(label.where().source()).stream())
                .distinct()
                .toList();
        return new Entry(
                Result.of(finding),
                finding.rule().value(),
                severity(finding.severity()),
                RuleCatalog.family(finding.rule()),
                shown(finding.message()),
                resources.stream().limit(MOST_RESOURCES).toList(),
                properties(finding, resources, affected(finding, affected, clients)),
                at);
    }

    private Map<String, String> properties(Finding finding, List<ObjectRef> resources, String affected) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("consequence", finding.consequence().word());
        properties.put(Entry.FINGERPRINT, fingerprints.of(finding));
        properties.put(Entry.PLACE, shown(place(finding.primary().where())));
        if (finding.consequence() != Consequence.NONE) {
            properties.put("what-happens", affected + finding.consequence().sentence());
        }
        TextReport.versions(finding.versions()).ifPresent(versions -> properties.put("versions", versions));
        finding.help().ifPresent(help -> properties.put("help", shown(help)));
        finding.doubt().ifPresent(why -> properties.put("doubt", shown(why)));
        if (!finding.remarks().isEmpty()) {
            properties.put("policy", shown(String.join("; ", finding.remarks())));
        }
        finding.conceded().ifPresent(said -> {
            properties.put("exception", shown(said.policy()));
            properties.put("reason", shown(said.reason()));
            properties.put("until", said.until().toString());
        });
        finding.suppressed().ifPresent(said -> properties.put("suppressed", shown(said.reason())));
        if (resources.size() > MOST_RESOURCES) {
            properties.put("objects", Integer.toString(resources.size()));
        }
        return properties;
    }

    private String place(Where where) {
        var place = inspection.locations().place(where);
        return place.key().orElse("") + (where instanceof Where.At ? ":" + place.keyLine() : "");
    }

    private static String affected(Finding finding, AffectedClients affected, int clients) {
        var count = affected.of(finding).size();
        return count > 1 ? "for " + count + " of " + clients + " clients, " : "";
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case ERROR -> "high";
            case WARNING -> "medium";
            case INFO -> "low";
        };
    }

    private static String shown(String text) {
        var visible = Snippet.visible(text);
        return visible.codePointCount(0, visible.length()) <= MOST_CHARACTERS
                ? visible
                : visible.codePoints()
                        .limit(MOST_CHARACTERS)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining("", "", "…"));
    }
}

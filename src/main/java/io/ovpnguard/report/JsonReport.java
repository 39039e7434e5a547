package io.ovpnguard.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.manifest.Comparison;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.option.Version;
import java.time.LocalDate;
import java.util.List;

/** The report for programs: schema 1. */
public final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Inspection inspection;
    private final Fingerprints fingerprints;

    private JsonReport(Inspection inspection) {
        this.inspection = inspection;
        this.fingerprints = new Fingerprints(inspection.locations());
    }

    /** {@return the report as one JSON object} */
    public static String of(Inspection inspection, List<Finding> findings) {
        var report = new JsonReport(inspection);
        var root = report.head(findings);
        var array = root.putArray("findings");
        findings.forEach(finding -> report.add(finding, array.addObject()));
        return report.end(root);
    }

    /** {@return the same, and an object for each bundle} */
    public static String withBundles(Inspection inspection, List<Finding> findings) {
        var report = new JsonReport(inspection);
        var root = report.head(findings);
        var bundles = root.putArray("bundles");
        BundleLine.all(inspection, findings).forEach(line -> add(line, bundles.addObject()));
        var array = root.putArray("findings");
        findings.forEach(finding -> report.add(finding, array.addObject()));
        return report.end(root);
    }

    private static void add(BundleLine line, ObjectNode node) {
        node.put("namespace", line.namespace())
                .put("name", line.name().isEmpty() ? null : line.name())
                .put("servers", line.servers())
                .put("clients", line.clients());
        strings(node.putArray("server_versions"), words(line.serverVersions()));
        strings(node.putArray("client_versions"), words(line.clientVersions()));
        var outcomes = node.putObject("outcomes");
        line.outcomes().forEach((consequence, count) -> outcomes.put(consequence.word(), count));
        node.put("certificates", line.certificates());
        strings(node.putArray("revisions"), line.revisions());
        node.put("summary", line.toString());
    }

    private static List<String> words(List<Version> versions) {
        return versions.stream().map(Version::toString).toList();
    }

    /** {@return the report on a change: each finding says whether it is new, and those that are gone follow} */
    public static String of(Inspection inspection, Comparison comparison) {
        var report = new JsonReport(inspection);
        var root = report.head(comparison.after());
        var array = root.putArray("findings");
        comparison
                .worse()
                .forEach(finding -> report.add(finding, array.addObject().put("change", "new")));
        comparison
                .same()
                .forEach(finding -> report.add(finding, array.addObject().put("change", "old")));
        var resolved = root.putArray("resolved");
        comparison.better().forEach(finding -> report.add(finding, resolved.addObject()));
        return report.end(root);
    }

    private ObjectNode head(List<Finding> findings) {
        var root = JSON.createObjectNode().put("schema", 1);
        var summary = TextReport.Summary.of(inspection, findings);
        root.putObject("summary")
                .put("errors", summary.errors())
                .put("warnings", summary.warnings())
                .put("infos", summary.infos())
                .put("suppressed", summary.suppressed())
                .put("bundles", summary.bundles())
                .put("pairs", summary.pairs());
        return root;
    }

    private String end(ObjectNode root) {
        var skipped = root.putArray("not_inspected");
        inspection.notInspected().forEach(each -> add(new Label(each.where(), each.reason()), skipped.addObject()));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values can be written", impossible);
        }
    }

    private void add(Finding finding, ObjectNode node) {
        node.put("rule", finding.rule().value())
                .put("severity", finding.severity().word())
                .put("message", finding.message())
                .put("consequence", finding.consequence().word());
        var versions = node.putArray("versions");
        finding.versions()
                .forEach(pair -> versions.addObject()
                        .put("server", pair.server().map(Version::toString).orElse(null))
                        .put("client", pair.client().map(Version::toString).orElse(null)));
        add(finding.primary(), node.putObject("primary"));
        var related = node.putArray("related");
        finding.related().forEach(label -> add(label, related.addObject()));
        node.put("help", finding.help().orElse(null));
        strings(node.putArray("remarks"), finding.notes());
        var log = node.putObject("openvpn_log");
        strings(log.putArray("server"), finding.serverLog());
        strings(log.putArray("client"), finding.clientLog());
        node.put("fingerprint", fingerprints.of(finding)).put("suppressed", finding.isSuppressed());
        finding.suppressed().ifPresent(said -> {
            var suppression = node.putObject("suppression")
                    .put("reason", said.reason())
                    .put("until", said.until().map(LocalDate::toString).orElse(null));
            add(new Label(said.where(), ""), suppression.putObject("place"));
        });
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    private void add(Label label, ObjectNode node) {
        var place = inspection.locations().place(label.where());
        node.put("text", label.text()).put("file", place.file());
        place.object().ifPresentOrElse(object -> add(object, node.putObject("object")), () -> node.putNull("object"));
        node.put("key", place.key().orElse(null))
                .put("line", place.line())
                .put("column", place.column())
                .put("end_line", place.endLine())
                .put("end_column", place.endColumn())
                .put("key_line", place.keyLine());
    }

    private static void add(ObjectRef object, ObjectNode node) {
        node.put("namespace", object.namespace()).put("kind", object.kind()).put("name", object.name());
    }
}

package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.Where;
import io.ovpnguard.report.JsonReport;
import io.ovpnguard.report.TextReport;
import io.ovpnguard.rule.Case;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every case and the corpus, whatever the rules say. */
class CaseInvariantsTest {

    private static final RuleEngine ENGINE = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    private static List<Path> files() {
        try (var found = Files.walk(Path.of("src/test/resources/cases"))) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("expect.txt"))
                    .filter(file -> !file.toString().endsWith("openvpn.log"))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The configs of a case as keys of one ConfigMap, in the order of their names or the other way round. */
    private static String manifest(Case each, boolean reversed) {
        var keys = new TreeMap<String, String>();
        try (var found = Files.list(each.folder())) {
            found.filter(file -> file.toString().endsWith(".conf"))
                    .forEach(file -> keys.put(file.getFileName().toString(), text(file)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        var data = new StringBuilder();
        (reversed ? keys.descendingMap() : keys)
                .forEach((name, text) -> data.append("  ")
                        .append(name)
                        .append(": |")
                        .append(text.endsWith("\n") ? "2+" : "2-")
                        .append('\n')
                        .append(text.replaceAll("(?m)^(?=.)", "    "))
                        .append(text.endsWith("\n") ? "" : "\n"));
        return "kind: ConfigMap\nmetadata: {name: case}\ndata:\n" + data;
    }

    private static Inspection read(String manifest) {
        return Manifests.read(manifest);
    }

    private static List<Finding> judge(Inspection inspection) {
        return ENGINE.judge(inspection.bundles(), inspection.problems(), Instant.parse("2026-11-24T00:00:00Z"));
    }

    private static Stream<Label> labels(Finding finding) {
        return Stream.concat(Stream.of(finding.primary()), finding.related().stream());
    }

    private static String slice(String text, int start, int end) {
        return text.codePoints()
                .skip(start)
                .limit(end - start)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void everySpanOfAFindingLeadsToTheSameTextInTheManifest() {
        var exact = 0;
        for (var each : Case.all()) {
            var manifest = manifest(each, false);
            var inspection = read(manifest);
            for (var finding : judge(inspection)) {
                for (var label : labels(finding).toList()) {
                    if (label.where() instanceof Where.At(var span)) {
                        var place = inspection.locations().place(label.where());
                        var key = inspection.locations().key(span.source()).orElseThrow();
                        var content = slice(text(each.folder().resolve(key)), span.start(), span.end());
                        if (content.contains("\n")) {
                            continue;
                        }
                        assertThat(Manifests.at(manifest, inspection, label.where()))
                                .as("%s in %s at %s", content, each.folder(), place)
                                .isEqualTo(content);
                        exact++;
                    }
                }
            }
        }
        assertThat(exact).as("spans compared").isGreaterThan(50);
    }

    @Test
    void theOrderOfKeysChangesNoFinding() {
        var judged = 0;
        for (var each : Case.all()) {
            var forward = judge(read(manifest(each, false)));
            var backward = judge(read(manifest(each, true)));
            judged += forward.size();
            assertThat(told(backward)).as("%s", each.folder()).isEqualTo(told(forward));
        }
        assertThat(judged).isGreaterThan(50);
    }

    private static Set<Object> told(List<Finding> findings) {
        return findings.stream()
                .map(finding -> Map.of(
                        "rule", finding.rule(),
                        "severity", finding.severity(),
                        "versions", finding.versions(),
                        "labels",
                                labels(finding)
                                        .map(label -> place(label) + label.text())
                                        .collect(Collectors.toSet())))
                .collect(Collectors.toSet());
    }

    private static String place(Label label) {
        return switch (label.where()) {
            case Where.At(var span) -> span.source().name() + ":" + span.from() + ": ";
            case Where.Absent(var source) -> source.name() + ": ";
        };
    }

    @Test
    void noPrefixOfAnyFileThrows() {
        var prefixes = 0;
        for (var file : files()) {
            var text = text(file);
            var step = Math.max(1, text.length() / 11);
            for (var end = 0; end < text.length(); end += step) {
                var prefix = text.substring(0, end);
                ConfigParser.parse(Source.of("a", prefix), Includes.NONE);
                read(prefix);
                prefixes++;
            }
        }
        assertThat(prefixes).isGreaterThan(500);
    }

    @Test
    void everyReportRenders() {
        for (var each : Case.all()) {
            var inspection = read(manifest(each, false));
            var findings = judge(inspection);
            for (var text : List.of(TextReport.of(inspection, findings, false), JsonReport.of(inspection, findings))) {
                assertThat(text.lines()
                                .filter(line -> line.chars().anyMatch(character -> Character.isISOControl(character))))
                        .isEmpty();
            }
            assertThat(TextReport.of(inspection, findings, false)).doesNotContain("internal-error");
        }
    }
}

package io.ovpnguard.report;

import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.VersionPair;
import io.ovpnguard.finding.Where;
import io.ovpnguard.manifest.Comparison;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.Place;
import io.ovpnguard.option.Version;
import io.ovpnguard.rule.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report for people at a terminal. */
public final class TextReport {

    private final Inspection inspection;
    private final boolean colours;
    private final Snippet snippet = new Snippet();
    private final StringBuilder text = new StringBuilder();

    private TextReport(Inspection inspection, boolean colours) {
        this.inspection = Objects.requireNonNull(inspection);
        this.colours = colours;
    }

    /** {@return the findings with their places, and a last line that counts them} */
    public static String of(Inspection inspection, List<Finding> findings, boolean colours) {
        var report = new TextReport(inspection, colours);
        told(findings).forEach(report::finding);
        return report.end(findings);
    }

    /** {@return the same, and a line for each bundle} */
    public static String withBundles(Inspection inspection, List<Finding> findings, boolean colours) {
        var report = new TextReport(inspection, colours);
        findings.forEach(report::finding);
        report.bundles(BundleLine.all(inspection, findings));
        return report.end(findings);
    }

    private void bundles(List<BundleLine> lines) {
        lines.forEach(line -> text.append(bold(Snippet.visible(line.title())))
                .append(": ")
                .append(Snippet.visible(line.toString()))
                .append('\n'));
        text.append(lines.isEmpty() ? "" : "\n");
    }

    /** {@return the findings by what a change makes of them, and a last line that counts those that are there then} */
    public static String of(Inspection inspection, Comparison comparison, boolean colours) {
        var report = new TextReport(inspection, colours);
        report.section("What gets worse", comparison.worse());
        report.section("What gets better", comparison.better());
        report.section("What stays as it is", comparison.same());
        return report.end(comparison.after());
    }

    private void section(String title, List<Finding> findings) {
        text.append(bold("== " + title + ": " + Summary.of(inspection, findings).counts()))
                .append("\n\n");
        told(findings).forEach(this::finding);
    }

    /** What somebody puts up with is only counted. */
    private static Stream<Finding> told(List<Finding> findings) {
        return findings.stream().filter(finding -> !finding.isSuppressed());
    }

    private String end(List<Finding> findings) {
        inspection
                .notInspected()
                .forEach(skipped -> text.append(heading(place(skipped.where())))
                        .append(": not inspected: ")
                        .append(Snippet.visible(skipped.reason()))
                        .append("\n\n"));
        return text.append(Summary.of(inspection, findings)).append('\n').toString();
    }

    private void finding(Finding finding) {
        var place = place(finding.primary().where());
        text.append(bold(heading(place)))
                .append(": ")
                .append(coloured(finding.severity(), finding.severity().word() + "[" + finding.rule() + "]"))
                .append(": ")
                .append(bold(Snippet.visible(finding.message())))
                .append('\n');
        within(place).ifPresent(object -> text.append("  in ").append(object).append('\n'));
        excerpt(finding.primary());
        for (var label : finding.related()) {
            var other = place(label.where());
            text.append("  note: ")
                    .append(heading(other))
                    .append(": ")
                    .append(Snippet.visible(label.text()))
                    .append('\n');
            within(other)
                    .ifPresent(
                            object -> text.append("        in ").append(object).append('\n'));
            excerpt(label);
        }
        if (finding.consequence() != Consequence.NONE) {
            text.append("  what happens: ").append(finding.consequence().sentence());
            versions(finding.versions())
                    .ifPresent(versions -> text.append(" (").append(versions).append(')'));
            text.append('\n');
        }
        log("server", finding.serverLog());
        log("client", finding.clientLog());
        finding.notes()
                .forEach(remark ->
                        text.append("  note: ").append(Snippet.visible(remark)).append('\n'));
        finding.help()
                .ifPresent(help ->
                        text.append("  help: ").append(Snippet.visible(help)).append('\n'));
        text.append("  more: ovpnguard explain ").append(finding.rule()).append("\n\n");
    }

    private void log(String side, List<String> lines) {
        lines.forEach(line -> text.append("  ")
                .append(side)
                .append(" logs: ")
                .append(Snippet.visible(line))
                .append('\n'));
    }

    private void excerpt(Label label) {
        if (label.where() instanceof Where.At(var span)) {
            var line = snippet.of(span);
            if (line.text().equals(Shown.REDACTED)) {
                return;
            }
            text.append("    | ").append(line.text()).append('\n');
            text.append("    | ")
                    .append(" ".repeat(line.start()))
                    .append("^".repeat(line.length()))
                    .append('\n');
        }
    }

    private Place place(Where where) {
        return inspection.locations().place(where);
    }

    /** What a cluster holds stands in no file. */
    private static String heading(Place place) {
        return place.file().isEmpty()
                ? object(place).orElse("an object")
                : Snippet.visible(place.file()) + ":" + place.line() + ":" + place.column();
    }

    private static Optional<String> within(Place place) {
        return place.file().isEmpty() ? Optional.empty() : object(place);
    }

    private static Optional<String> object(Place place) {
        return place.object()
                .map(object -> Snippet.visible(object
                        + place.key()
                                .map(key ->
                                        ", " + key + (key.startsWith("metadata.") ? "" : " line " + place.keyLine()))
                                .orElse("")
                        + place.template()
                                .map(template -> ", rendered from " + template)
                                .orElse("")));
    }

    /** {@return such as {@code server 2.6, 2.7; client 2.4, 2.5}, or empty when no version matters} */
    public static Optional<String> versions(List<VersionPair> versions) {
        var server = side("server", versions, VersionPair::server);
        var client = side("client", versions, VersionPair::client);
        if (server.isEmpty() && client.isEmpty()) {
            return Optional.empty();
        }
        // The pairs are named one by one where not every server version meets every client version.
        var servers = versions.stream().map(VersionPair::server).distinct().count();
        var clients = versions.stream().map(VersionPair::client).distinct().count();
        if (servers * clients != versions.size()) {
            return Optional.of(versions.stream()
                    .map(pair ->
                            "server " + pair.server().map(Version::toString).orElse("any") + " with client "
                                    + pair.client().map(Version::toString).orElse("any"))
                    .collect(Collectors.joining(", ")));
        }
        return Optional.of(server.isEmpty() || client.isEmpty() ? server + client : server + "; " + client);
    }

    private static String side(String word, List<VersionPair> versions, Function<VersionPair, Optional<Version>> side) {
        var named = versions.stream()
                .flatMap(pair -> side.apply(pair).stream())
                .distinct()
                .sorted()
                .map(Version::toString)
                .collect(Collectors.joining(", "));
        return named.isEmpty() ? "" : word + " " + named;
    }

    private String bold(String words) {
        return colours ? "\u001B[1m" + words + "\u001B[0m" : words;
    }

    private String coloured(Severity severity, String words) {
        var code = switch (severity) {
            case ERROR -> "31";
            case WARNING -> "33";
            case INFO -> "36";
        };
        return colours ? "\u001B[1;" + code + "m" + words + "\u001B[0m" : words;
    }

    /** What was judged and what was found, in numbers. */
    record Summary(long errors, long warnings, long infos, long suppressed, long bundles, long pairs) {

        static Summary of(Inspection inspection, List<Finding> findings) {
            return new Summary(
                    count(findings, Severity.ERROR),
                    count(findings, Severity.WARNING),
                    count(findings, Severity.INFO),
                    findings.stream().filter(Finding::isSuppressed).count(),
                    inspection.bundles().size(),
                    inspection.bundles().stream()
                            .mapToLong(bundle -> bundle.pairs().size())
                            .sum());
        }

        private static long count(List<Finding> findings, Severity severity) {
            return told(findings)
                    .filter(finding -> finding.severity() == severity)
                    .count();
        }

        /** {@return such as {@code 1 error, 2 warnings}, or {@code nothing}} */
        String counts() {
            var counts = Stream.of(
                            errors == 0 ? "" : plural(errors, "error"),
                            warnings == 0 ? "" : plural(warnings, "warning"),
                            infos == 0 ? "" : plural(infos, "info"),
                            suppressed == 0 ? "" : suppressed + " suppressed")
                    .filter(count -> !count.isEmpty())
                    .collect(Collectors.joining(", "));
            return counts.isEmpty() ? "nothing" : counts;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s, %s%s; %s",
                    plural(errors, "error"),
                    plural(warnings, "warning"),
                    suppressed == 0 ? "" : ", " + suppressed + " suppressed",
                    bundles == 0
                            ? "no OpenVPN config was found"
                            : plural(pairs, "server-client pair") + " judged in " + plural(bundles, "bundle"));
        }

        private static String plural(long count, String word) {
            return count + " " + word + (count == 1 ? "" : "s");
        }
    }
}

package io.ovpnguard.webhook;

import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.manifest.Locations;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.report.Snippet;
import io.ovpnguard.report.TextReport;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings in the words of a verdict: no source text, only what the rules say. */
record Message(Locations locations) {

    private static final int MOST_PLACES = 5;

    /** {@return why a change is denied: every finding with its places, what happens, and what to do} */
    String denial(List<Finding> findings) {
        return findings.stream().map(this::paragraph).collect(Collectors.joining("\n"));
    }

    private String paragraph(Finding finding) {
        var text = new StringBuilder(said(finding.primary(), finding));
        finding.related().stream()
                .limit(MOST_PLACES)
                .forEach(label -> text.append("\n  note: ")
                        .append(place(label))
                        .append(": ")
                        .append(label.text()));
        if (finding.related().size() > MOST_PLACES) {
            text.append("\n  note: and ")
                    .append(finding.related().size() - MOST_PLACES)
                    .append(" more places");
        }
        if (finding.consequence() != Consequence.NONE) {
            text.append("\n  what happens: ").append(finding.consequence().sentence());
            TextReport.versions(finding.versions())
                    .ifPresent(versions -> text.append(" (").append(versions).append(')'));
        }
        finding.help().ifPresent(help -> text.append("\n  help: ").append(help));
        text.append("\n  more: ovpnguard explain ").append(finding.rule());
        return text.toString().lines().map(Snippet::visible).collect(Collectors.joining("\n"));
    }

    /** {@return a finding in one line} */
    String line(Finding finding) {
        return Snippet.visible("ovpnguard: " + said(finding.primary(), finding));
    }

    private String said(Label label, Finding finding) {
        return place(label) + ": " + finding.severity().word() + "[" + finding.rule() + "]: " + label.text();
    }

    private String place(Label label) {
        var place = locations.place(label.where());
        return place.object().map(ObjectRef::toString).orElse("an object")
                + place.key()
                        .map(key -> ", " + key + " line " + place.keyLine())
                        .orElse("");
    }

    /** {@return the same for two findings of one defect, wherever its lines have moved} */
    List<String> identity(Finding finding) {
        return Stream.concat(
                        Stream.of(finding.rule().value()),
                        Stream.concat(Stream.of(finding.primary()), finding.related().stream())
                                .map(label -> where(label) + ": " + label.text()))
                .toList();
    }

    private String where(Label label) {
        var source = label.where().source();
        return locations.object(source).map(ObjectRef::toString).orElse("") + " "
                + locations.key(source).orElse("");
    }
}

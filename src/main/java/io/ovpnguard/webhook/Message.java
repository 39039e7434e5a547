package io.ovpnguard.webhook;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.Where;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.Locations;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.report.Snippet;
import io.ovpnguard.report.TextReport;
import io.ovpnguard.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Findings in the words of a verdict: no source text, only what the rules say.
 *
 * @param changed the object in question: its place is named first
 * @param spared clients that are left out
 * @param remarks what is to be said of other objects where they are named
 */
record Message(ObjectRef changed, Inspection inspection, Spared spared, Map<ObjectRef, String> remarks) {

    /** Objects change one at a time, so that both sides can only change as another generation. */
    static final String BOTH_SIDES = "to change both sides, one after the other: write"
            + " `ovpnguard.io/revision: \"2\"`, or another new value, under `annotations` of all that changes together";

    private static final int MOST_FINDINGS = 5;
    private static final int MOST_PLACES = 5;

    /** {@return why a change is denied: each finding with its places, what happens, and what to do} */
    String denial(List<Finding> findings) {
        var text = findings.stream().limit(MOST_FINDINGS).map(this::paragraph).collect(Collectors.joining("\n"));
        // What is said of one client alone is said of each that is left out, too.
        var ofOthers = spared.behindEach(findings.stream()
                .filter(finding -> !isShared(finding))
                .map(finding -> holders(finding).collect(Collectors.toSet()))
                .toList());
        var untold = Math.max(0, findings.size() - MOST_FINDINGS) + ofOthers;
        return untold > 0 ? text + "\nand " + untold + " more findings" : text;
    }

    /** {@return whether it is one finding of several clients} */
    private boolean isShared(Finding finding) {
        return holders(finding).filter(ref -> !ref.equals(changed)).count() > 1;
    }

    private int behind(Finding finding) {
        return spared.behind(holders(finding));
    }

    private Stream<ObjectRef> holders(Finding finding) {
        return finding.labels()
                .flatMap(label -> locations().object(label.where().source()).stream())
                .distinct();
    }

    private String paragraph(Finding finding) {
        var head = head(finding);
        var text = new StringBuilder(line(head, finding));
        var others =
                finding.labels().filter(label -> !label.where().equals(head)).toList();
        others.stream()
                .limit(MOST_PLACES)
                .forEach(label -> text.append("\n  note: ")
                        .append(place(label.where()))
                        .append(": ")
                        .append(note(label, finding, head)));
        var untold = Math.max(0, others.size() - MOST_PLACES) + (isShared(finding) ? behind(finding) : 0);
        if (untold > 0) {
            text.append("\n  note: and ").append(untold).append(" more places");
        }
        if (finding.consequence() != Consequence.NONE) {
            text.append("\n  what happens: ")
                    .append(affected(finding))
                    .append(finding.consequence().sentence());
            TextReport.versions(finding.versions())
                    .ifPresent(versions -> text.append(" (").append(versions).append(')'));
        }
        finding.notes().forEach(remark -> text.append("\n  note: ").append(remark));
        finding.help().ifPresent(help -> text.append("\n  help: ").append(help));
        text.append("\n  more: ovpnguard explain ").append(finding.rule());
        return text.toString().lines().map(Snippet::visible).collect(Collectors.joining("\n"));
    }

    /** {@return a finding in one line} */
    String line(Finding finding) {
        var remarks = finding.notes().isEmpty() ? "" : " (" + String.join("; ", finding.notes()) + ")";
        return Snippet.visible("ovpnguard: " + line(head(finding), finding) + remarks);
    }

    private String line(Where head, Finding finding) {
        return place(head) + ": " + finding.severity().word() + "[" + finding.rule() + "]: " + finding.message();
    }

    /** {@return the finding's first place in the changed object, or the text there that the finding's configs name} */
    private Where head(Finding finding) {
        return finding.labels()
                .map(Label::where)
                .filter(where -> isChanged(where.source()))
                .findFirst()
                .or(() -> finding.labels()
                        .flatMap(label -> files(label.where()))
                        .filter(this::isChanged)
                        .findFirst()
                        .map(Where.Absent::new))
                .orElse(finding.primary().where());
    }

    private boolean isChanged(Source source) {
        return locations().object(source).equals(Optional.of(changed));
    }

    /** {@return what a place in a config names, then what else the config names} */
    private Stream<Source> files(Where where) {
        return inspection.bundles().stream()
                .flatMap(Bundle::profiles)
                .filter(profile -> profile.config().source() == where.source())
                .flatMap(profile -> {
                    var here = profile.config()
                            .ownDirectives()
                            .filter(directive -> where instanceof Where.At(var span)
                                    && directive.span().contains(span))
                            .flatMap(directive -> directive.value(0).stream());
                    return Stream.concat(here, FileOptions.named(profile.config()))
                            .flatMap(name -> profile.files().find(name).stream());
                })
                .flatMap(file -> file.content().stream());
    }

    /** The message has said already what is at its own place. */
    private String note(Label label, Finding finding, Where head) {
        if (label != finding.primary()) {
            return label.text();
        }
        return files(label.where()).anyMatch(file -> file == head.source()) ? "names it" : "the other side";
    }

    /** {@return how many clients a finding is about, when it is about more than one} */
    private String affected(Finding finding) {
        var sources = finding.labels().map(label -> label.where().source()).collect(Collectors.toSet());
        for (var bundle : inspection.bundles()) {
            var those = bundle.clients().stream()
                    .filter(client -> sources.contains(client.config().source()))
                    .toList();
            if (those.size() > 1) {
                return "for " + number(those) + " of " + number(bundle.clients()) + " clients, ";
            }
        }
        return "";
    }

    private int number(List<Profile> clients) {
        return clients.size()
                + spared.behind(clients.stream()
                        .flatMap(client -> locations().object(client.config().source()).stream()));
    }

    private String place(Where where) {
        var place = locations().place(where);
        var line = where instanceof Where.At ? " line " + place.keyLine() : "";
        return place.object().map(this::name).orElse("an object")
                + place.key().map(key -> ", " + key + line).orElse("");
    }

    private String name(ObjectRef object) {
        var remark = remarks.get(object);
        return remark == null ? object.toString() : object + " (" + remark + ")";
    }

    private Locations locations() {
        return inspection.locations();
    }
}

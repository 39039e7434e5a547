package io.ovpnguard.manifest;

import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings, and where their places are: enough to know a finding again in another reading of the same objects. */
public record Found(List<Finding> findings, Locations locations) {

    public Found {
        findings = List.copyOf(findings);
        Objects.requireNonNull(locations);
    }

    /**
     * {@return whether a finding was here already, at least as bad and for the same versions}
     *
     * @param there where its places are
     */
    public boolean had(Finding finding, Locations there) {
        var identity = identity(finding, there);
        return findings.stream()
                .anyMatch(then -> identity(then, locations).containsAll(identity)
                        && then.severity() == finding.severity()
                        && then.consequence().compareTo(finding.consequence()) <= 0
                        && then.versions().containsAll(finding.versions()));
    }

    /**
     * {@return what two findings of one defect have in common, wherever its lines have moved; one that has lost some places
     * is a part of the other} Of what several clients share, each place is as good as the first.
     */
    private static Set<String> identity(Finding finding, Locations locations) {
        return Stream.concat(
                        Stream.of(finding.rule().value()),
                        Stream.concat(Stream.of(finding.primary()), finding.related().stream())
                                .map(label -> where(label, locations) + ": "
                                        + (finding.cause().isPresent() ? finding.message() : label.text())))
                .collect(Collectors.toSet());
    }

    private static String where(Label label, Locations locations) {
        var source = label.where().source();
        return locations.object(source).map(ObjectRef::toString).orElse("") + " "
                + locations.key(source).orElse("");
    }
}

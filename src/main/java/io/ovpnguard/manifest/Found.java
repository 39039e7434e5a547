package io.ovpnguard.manifest;

import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.source.Source;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings, and where their places are: enough to know a finding again in another reading of the same objects. */
public record Found(List<Finding> findings, Locations locations) {

    /** Where a label stands, whatever line that is by now. */
    record Spot(Optional<ObjectRef> object, Optional<String> key, Optional<Source> file) {}

    /**
     * What a label says, and where; of what several clients share, each place is as good as the first.
     *
     * @param material which key it is said of
     */
    private record Word(Spot spot, String text, Optional<String> material) {}

    public Found {
        findings = List.copyOf(findings);
        Objects.requireNonNull(locations);
    }

    /**
     * {@return whether a finding was here already, at least as bad and for the same versions; one that has lost some places
     * is a part of the one that had them}
     *
     * @param there where its places are
     */
    public boolean had(Finding finding, Locations there) {
        var words = words(finding, there);
        return alike(finding, there).anyMatch(then -> words(then, locations).containsAll(words));
    }

    /** {@return of a finding that is new as a whole, the places of clients that had the same fault here} */
    List<Label> clientsHad(Finding finding, Found now) {
        var words = words(finding, now.locations);
        var spots = now.spots(finding);
        var known = alike(finding, now.locations)
                .filter(then -> isHeadedAlike(then, finding, now.locations))
                .map(then -> words(then, locations))
                // Where the same place says something else, this is another fault.
                .filter(then -> then.stream().allMatch(word -> words.contains(word) || !spots.contains(word.spot())))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        var home = now.home(finding);
        return clients(finding)
                .filter(label -> known.contains(word(finding, label, now.locations)))
                .filter(label -> !home.equals(Optional.of(now.spot(label))))
                .toList();
    }

    private Stream<Finding> alike(Finding finding, Locations there) {
        return findings.stream()
                .filter(then -> then.rule().equals(finding.rule())
                        && then.isSuppressed() == finding.isSuppressed()
                        && then.cause().equals(finding.cause())
                        && then.severity() == finding.severity()
                        && then.consequence().compareTo(finding.consequence()) <= 0
                        && then.versions().containsAll(finding.versions()));
    }

    /** {@return whether a finding here has the cause of another one} */
    boolean isHeadedAlike(Finding here, Finding other, Locations there) {
        return here.rule().equals(other.rule())
                && here.isSuppressed() == other.isSuppressed()
                && here.cause().equals(other.cause())
                && (here.cause().isPresent()
                        ? here.message().equals(other.message())
                        : word(here, here.primary(), locations).equals(word(other, other.primary(), there)));
    }

    /** {@return the places of a finding that may each be another client's} */
    static Stream<Label> clients(Finding finding) {
        return finding.cause().isPresent() ? finding.labels() : finding.related().stream();
    }

    /** {@return the place that all clients of a finding have in common, if they have one} */
    Optional<Spot> home(Finding finding) {
        return finding.cause().isPresent() ? Optional.empty() : Optional.of(spot(finding.primary()));
    }

    /** {@return where the places of a finding are} */
    Set<Spot> spots(Finding finding) {
        return finding.labels().map(this::spot).collect(Collectors.toSet());
    }

    Spot spot(Label label) {
        return spot(label, locations);
    }

    private static Set<Word> words(Finding finding, Locations locations) {
        return finding.labels().map(label -> word(finding, label, locations)).collect(Collectors.toSet());
    }

    private static Word word(Finding finding, Label label, Locations locations) {
        return finding.cause().isPresent()
                ? new Word(spot(label, locations), finding.message(), Optional.empty())
                : new Word(spot(label, locations), label.text(), label.material());
    }

    private static Spot spot(Label label, Locations locations) {
        var source = label.where().source();
        var object = locations.object(source);
        return new Spot(object, locations.key(source), object.isPresent() ? Optional.empty() : Optional.of(source));
    }
}

package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Stored;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.source.Source;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Given files laid over the objects of a cluster: each object in them takes the place of the one that it names.
 *
 * @param before the cluster as it is
 * @param after the cluster as it would be; its locations know the places of both
 * @param concerned the given objects, and those of their bundles
 * @param labels of all objects, as they would be
 */
public record Overlay(
        Inspection before, Inspection after, Set<ObjectRef> concerned, Map<ObjectRef, Map<String, String>> labels) {

    public Overlay {
        Objects.requireNonNull(before);
        Objects.requireNonNull(after);
        concerned = Set.copyOf(concerned);
        labels = Map.copyOf(labels);
    }

    /** {@return what the files that a reader has read are over these objects} */
    public static Overlay of(ManifestReader given, Collection<ReadObject> live) {
        var refs = given.refs();
        var empty = given.empty();
        live.forEach(empty::read);
        var before = empty.inspect();
        var over = given.copy();
        live.stream().filter(object -> !refs.contains(object.ref())).forEach(over::read);
        var after = over.inspect();
        after.locations().add(before.locations());
        var concerned = new HashSet<>(refs);
        for (var inspection : List.of(before, after)) {
            inspection.bundles().stream()
                    .filter(bundle -> isOf(refs, bundle, after.locations()))
                    .flatMap(bundle -> bundle.stored().stream())
                    .flatMap(stored -> after.locations().object(stored.text()).stream())
                    .forEach(concerned::add);
        }
        return new Overlay(before, after, concerned, over.labels());
    }

    private static boolean isOf(Set<ObjectRef> refs, Bundle bundle, Locations locations) {
        return bundle.stored().stream().map(Stored::text).anyMatch(text -> isOf(refs, text, locations));
    }

    /** A text without an object is a given file. */
    private static boolean isOf(Set<ObjectRef> refs, Source text, Locations locations) {
        return locations.object(text).map(refs::contains).orElse(true);
    }

    /** {@return whether a text is one of those that the files may have changed something for} */
    public boolean concerns(Source text) {
        return isOf(concerned, text, after.locations());
    }

    /** {@return whether a finding points at such a text} */
    public boolean concerns(Finding finding) {
        return finding.labels().anyMatch(label -> concerns(label.where().source()));
    }

    /** {@return of the cluster as it would be, what the files concern} */
    public Inspection shown() {
        return new Inspection(
                after.bundles().stream()
                        .filter(bundle -> isOf(concerned, bundle, after.locations()))
                        .toList(),
                after.problems(),
                after.notInspected().stream()
                        .filter(skipped -> concerns(skipped.where().source()))
                        .toList(),
                after.locations(),
                after.unreadable().stream()
                        .filter(reason -> !before.unreadable().contains(reason))
                        .toList());
    }
}

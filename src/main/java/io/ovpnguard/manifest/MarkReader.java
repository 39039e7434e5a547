package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Allowance;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the labels and annotations of one object in a manifest, with their places. */
final class MarkReader {

    private final Enclosure enclosure;
    private final Mapping object;
    private final NodePlaces places;
    private final Gathered gathered;

    MarkReader(Enclosure enclosure, Mapping object, NodePlaces places, Gathered gathered) {
        this.enclosure = enclosure;
        this.object = object;
        this.places = places;
        this.gathered = gathered;
    }

    /** {@return the object as its manifest states it, without texts} */
    VpnObject shell(String kind) {
        var shell = enclosure.shell(object, kind);
        var allowances = new HashMap<String, Source>();
        for (var entry : entries("annotations")) {
            if (entry.name().startsWith(Allowance.ANNOTATION) && entry.value() instanceof ScalarNode) {
                var place = VpnObject.place(entry.name());
                var source = Source.of(place, "");
                var map = ManifestMap.coarse(places.span(entry.key()));
                gathered.locations().add(source, enclosure.origin(shell, place, map, places.template()));
                allowances.put(entry.name(), source);
            }
        }
        return allowances.isEmpty() ? shell : shell.withAllowances(allowances);
    }

    /** Tells those with our prefix that there are not; what an API server has was told when it was stored. */
    void check() {
        if (enclosure.file().isEmpty()) {
            return;
        }
        check("annotations", MarkNames::unknownAnnotations);
        check("labels", MarkNames::unknownLabels);
    }

    private void check(String field, Function<List<String>, List<MarkNames.Unknown>> unknown) {
        var entries = entries(field);
        unknown.apply(entries.stream().map(Mapping.Entry::name).toList())
                .forEach(each -> entries.stream()
                        .filter(entry -> entry.name().equals(each.name()))
                        .forEach(entry -> gathered.problems()
                                .add(new Problem(
                                        false, places.span(entry.key()), each.message(), Optional.of(each.help())))));
    }

    private List<Mapping.Entry> entries(String field) {
        var entries = new ArrayList<Mapping.Entry>();
        object.mapping("metadata")
                .flatMap(metadata -> metadata.mapping(field))
                .ifPresent(marks -> marks.entries().forEach(entries::add));
        return entries;
    }
}

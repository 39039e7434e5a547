package io.ovpnguard.manifest;

import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Knows for every source where it was found, and so where its places are for people. */
public final class Locations {

    /**
     * Where a source was found.
     *
     * @param file empty in the cluster
     * @param map empty for a source that is a whole file, or has no file
     */
    record Origin(String file, Optional<ObjectRef> object, Optional<String> key, Optional<ManifestMap> map) {}

    private final Map<Source, Origin> origins = new IdentityHashMap<>();

    void add(Source source, Origin origin) {
        origins.put(source, origin);
    }

    /** {@return the object that holds a source, if one does} */
    public Optional<ObjectRef> object(Source source) {
        return origin(source).object();
    }

    /** {@return the key of that object's data} */
    public Optional<String> key(Source source) {
        return origin(source).key();
    }

    /** {@return where people find a place} */
    public Place place(Where where) {
        var origin = origin(where.source());
        var content = switch (where) {
            case Where.At(var span) -> span;
            case Where.Absent(var source) -> new Span(source, 0, 0);
        };
        var shown = origin.map().map(map -> manifest(map, where)).orElse(content);
        var from = shown.from();
        var to = shown.to();
        return new Place(
                origin.file(),
                origin.object(),
                origin.key(),
                from.line(),
                from.column(),
                to.line(),
                to.column(),
                content.from().line());
    }

    private static Span manifest(ManifestMap map, Where where) {
        return switch (where) {
            case Where.At(var span) -> map.toManifest(span);
            case Where.Absent _ -> map.anchor();
        };
    }

    private Origin origin(Source source) {
        return origins.getOrDefault(
                source, new Origin(source.name(), Optional.empty(), Optional.empty(), Optional.empty()));
    }
}

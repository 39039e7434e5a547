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
     * @param map empty for a source that is a whole file, or has no file; for a text within the text of a key, it leads
     *     into that one, which has the object and the key
     * @param template that Helm has rendered the object from
     */
    record Origin(
            String file,
            Optional<ObjectRef> object,
            Optional<String> key,
            Optional<ManifestMap> map,
            Optional<String> template) {

        /** A whole file. */
        static Origin file(String name) {
            return new Origin(name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private final Map<Source, Origin> origins = new IdentityHashMap<>();

    void add(Source source, Origin origin) {
        origins.put(source, origin);
    }

    void add(Locations other) {
        origins.putAll(other.origins);
    }

    /** {@return the object that holds a source, if one does} */
    public Optional<ObjectRef> object(Source source) {
        return origin(holder(source)).object();
    }

    /** {@return the key of that object's data} */
    public Optional<String> key(Source source) {
        return origin(holder(source)).key();
    }

    /** {@return the text of the key that holds a source, or the source itself} */
    private Source holder(Source source) {
        var outer = within(source);
        return outer.isPresent() ? holder(outer.get()) : source;
    }

    /** {@return the text of a key that a source is a part of} */
    private Optional<Source> within(Source source) {
        return origin(source)
                .map()
                .map(map -> map.anchor().source())
                .filter(outer ->
                        origin(outer).key().isPresent() || within(outer).isPresent());
    }

    /** {@return where people find a place} */
    public Place place(Where where) {
        return switch (where) {
            case Where.At(var span) ->
                within(span.source()).isPresent() ? place(new Where.At(manifest(span))) : place(span, manifest(span));
            case Where.Absent(var source) -> {
                var anchor = origin(source).map().map(ManifestMap::anchor);
                var whole = new Span(source, 0, 0);
                yield within(source).isPresent()
                        ? place(new Where.At(anchor.orElseThrow()))
                        : place(whole, anchor.orElse(whole));
            }
        };
    }

    private Place place(Span content, Span shown) {
        var origin = origin(content.source());
        var from = shown.from();
        var to = shown.to();
        return new Place(
                origin.file(),
                origin.object(),
                origin.key(),
                origin.template(),
                from.line(),
                from.column(),
                to.line(),
                to.column(),
                content.from().line());
    }

    private Span manifest(Span content) {
        return origin(content.source())
                .map()
                .map(map -> map.toManifest(content))
                .orElse(content);
    }

    private Origin origin(Source source) {
        return origins.getOrDefault(source, Origin.file(source.name()));
    }
}

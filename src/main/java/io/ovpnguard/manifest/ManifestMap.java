package io.ovpnguard.manifest;

import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Leads from a place in the decoded value of a key back to the manifest. Offsets are code points. Where no segment knows
 * a place, the anchor (the key) stands for it.
 */
public final class ManifestMap {

    /** {@code length} code points at {@code content} of the value stand at {@code manifest} of the file. */
    record Segment(int content, int manifest, int length) {}

    private final Span anchor;
    private final List<Segment> segments;

    private ManifestMap(Span anchor, List<Segment> segments) {
        this.anchor = Objects.requireNonNull(anchor);
        this.segments = List.copyOf(segments);
    }

    /** {@return a map that knows the key only} */
    static ManifestMap coarse(Span anchor) {
        return new ManifestMap(anchor, List.of());
    }

    /** {@return a map whose segments were proven against both texts, or a coarse one when any of them is wrong} */
    static ManifestMap proven(Span anchor, List<Segment> segments, int[] content, int[] manifest) {
        for (var segment : segments) {
            for (var index = 0; index < segment.length(); index++) {
                if (content[segment.content() + index] != manifest[segment.manifest() + index]) {
                    return coarse(anchor);
                }
            }
        }
        return new ManifestMap(anchor, segments);
    }

    /** {@return the place of the key} */
    Span anchor() {
        return anchor;
    }

    /** {@return where a span of the value stands in the manifest} */
    Span toManifest(Span content) {
        var start = find(content.start());
        var end = content.end() == content.start() ? start : find(lastVisible(content)) + 1;
        if (start < 0 || end <= 0 || end < start) {
            return anchor;
        }
        return new Span(manifest(), start, end);
    }

    /** The line end of a block is no text of the manifest: a span of a whole line ends before it. */
    private int lastVisible(Span content) {
        var last = content.end() - 1;
        while (last > content.start() && last > content.end() - 3 && find(last) < 0) {
            last--;
        }
        return last;
    }

    List<Segment> segments() {
        return segments;
    }

    private Source manifest() {
        return anchor.source();
    }

    private int find(int offset) {
        var low = 0;
        var high = segments.size() - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var segment = segments.get(middle);
            if (offset < segment.content()) {
                high = middle - 1;
            } else if (offset >= segment.content() + segment.length()) {
                low = middle + 1;
            } else {
                return segment.manifest() + offset - segment.content();
            }
        }
        return -1;
    }

    /** Collects segments in ascending order and joins neighbours. */
    static final class Builder {

        private final List<Segment> segments = new ArrayList<>();

        void add(int content, int manifest, int length) {
            if (length == 0) {
                return;
            }
            if (!segments.isEmpty()) {
                var last = segments.getLast();
                if (last.content() + last.length() == content && last.manifest() + last.length() == manifest) {
                    segments.set(
                            segments.size() - 1, new Segment(last.content(), last.manifest(), last.length() + length));
                    return;
                }
            }
            segments.add(new Segment(content, manifest, length));
        }

        List<Segment> segments() {
            return segments;
        }
    }
}

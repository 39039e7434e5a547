package io.ovpnguard.source;

/**
 * A half-open stretch of a source, in code points counted from 0. Empty spans are places between two code points.
 */
public record Span(Source source, int start, int end) {

    public Span {
        if (start < 0 || end < start || end > source.length()) {
            throw new IllegalArgumentException(
                    "span " + start + ".." + end + " outside " + source.name() + " of " + source.length());
        }
    }

    /** {@return the place of the first code point} */
    public Position from() {
        return source.lines().position(start);
    }

    /** {@return the place just behind the last code point} */
    public Position to() {
        return source.lines().position(end);
    }

    /** {@return whether the other span is within this one, of the same source} */
    public boolean contains(Span other) {
        return source == other.source && start <= other.start && other.end <= end;
    }

    /** {@return the smallest span that holds this one and {@code other}, of the same source} */
    public Span join(Span other) {
        if (source != other.source) {
            throw new IllegalArgumentException("spans of " + source.name() + " and " + other.source.name());
        }
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }
}

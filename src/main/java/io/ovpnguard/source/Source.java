package io.ovpnguard.source;

import java.util.Objects;

/**
 * One text: a file, or the decoded value of one key of a ConfigMap or Secret. Two sources are the same only when they
 * are the same object, since one text may stand in many places.
 */
public final class Source {

    private final String name;
    private final String text;
    private final Sensitivity sensitivity;
    private final LineIndex lines;

    private Source(String name, String text, Sensitivity sensitivity) {
        this.name = Objects.requireNonNull(name);
        this.text = Objects.requireNonNull(text);
        this.sensitivity = Objects.requireNonNull(sensitivity);
        this.lines = LineIndex.of(text);
    }

    /** {@return a source that may be shown} */
    public static Source of(String name, String text) {
        return new Source(name, text, Sensitivity.PLAIN);
    }

    /** {@return a source of the given sensitivity} */
    public static Source of(String name, String text, Sensitivity sensitivity) {
        return new Source(name, text, sensitivity);
    }

    /** {@return what messages call it, such as {@code server.conf}; not unique} */
    public String name() {
        return name;
    }

    /**
     * {@return the whole text, with its own line ends}
     *
     * @apiNote May hold secrets. Only {@code syntax}, which parses it, and {@code report.Snippet}, which shows it
     *     redacted, call this.
     */
    public String text() {
        return text;
    }

    public Sensitivity sensitivity() {
        return sensitivity;
    }

    /** {@return the number of code points} */
    public int length() {
        return lines.length();
    }

    /** {@return where the lines begin} */
    public LineIndex lines() {
        return lines;
    }

    /** {@return the span between two indexes of {@link #text()}, which count UTF-16 units as {@code String} does} */
    public Span span(int startIndex, int endIndex) {
        return new Span(this, lines.codePoints(startIndex), lines.codePoints(endIndex));
    }

    /** {@return the whole text as a span} */
    public Span whole() {
        return new Span(this, 0, length());
    }

    /** {@return the name; never the text} */
    @Override
    public String toString() {
        return name;
    }
}

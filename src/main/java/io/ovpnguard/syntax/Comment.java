package io.ovpnguard.syntax;

import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * A comment that speaks to ovpnguard: one that begins with {@link #ADDRESS}. OpenVPN skips it like any other.
 *
 * @param span from the character that begins it to the end of the line
 * @param text without that character
 * @param subject the option that it stands behind, or that comes next in the same file, with its block
 */
public record Comment(Span span, String text, Optional<Span> subject) {

    /** How such a comment begins. */
    public static final String ADDRESS = "ovpnguard:";

    public Comment {
        Objects.requireNonNull(span);
        Objects.requireNonNull(text);
        Objects.requireNonNull(subject);
    }

    /** {@return the file that it stands in} */
    public Source source() {
        return span.source();
    }
}

package io.ovpnguard.syntax;

import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment that speaks to ovpnguard: one that begins with {@link #ADDRESS}, or was meant to. OpenVPN skips it like any other.
 *
 * @param span from the character that begins it to the end of the line
 * @param text without that character
 * @param subject the option that it stands behind, or that comes next in the same file, with its block
 */
public record Comment(Span span, String text, Optional<Span> subject) {

    /** How such a comment begins. */
    public static final String ADDRESS = "ovpnguard:";

    private static final String NAME = "ovpnguard";

    /** Other words behind the name are about ovpnguard, as a sentence is. */
    private static final Pattern MEANT = Pattern.compile("ovpnguard:|(?i:ovpnguard\\W*allow\\b)");

    public Comment {
        Objects.requireNonNull(span);
        Objects.requireNonNull(text);
        Objects.requireNonNull(subject);
    }

    /** {@return whether a comment, without the character that begins it, speaks to ovpnguard, if not in the right words} */
    static boolean isMeant(String text) {
        return text.regionMatches(true, 0, NAME, 0, NAME.length())
                && MEANT.matcher(text).lookingAt();
    }

    /** {@return what it says; empty where it does not begin as it has to} */
    public Optional<String> message() {
        return text.startsWith(ADDRESS)
                ? Optional.of(text.substring(ADDRESS.length()).strip())
                : Optional.empty();
    }

    /** {@return the file that it stands in} */
    public Source source() {
        return span.source();
    }
}

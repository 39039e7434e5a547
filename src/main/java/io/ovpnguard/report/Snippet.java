package io.ovpnguard.report;

import io.ovpnguard.option.OptionTable;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Span;
import java.util.Set;

/**
 * The line of a source that a finding points at, as it may be shown: from a Secret only arguments that the option table
 * calls harmless, never inline text or credentials, and no control characters.
 */
public final class Snippet {

    static final String REDACTED = "<redacted>";

    /** Options whose argument is a credential wherever it stands. */
    private static final Set<String> CREDENTIALS = Set.of("auth-token", "auth-token-user", "setenv", "setenv-safe");

    private Snippet() {}

    /**
     * A line and the part of it to underline.
     *
     * @param start 0-based column of the first underlined code point
     * @param length at least 1
     */
    public record Line(String text, int start, int length) {}

    /** {@return the line in which a span begins} */
    public static Line of(Span span) {
        var source = span.source();
        var position = span.from();
        var from = source.lines().start(position.line());
        var to = source.lines().end(position.line());
        var line = codePoints(source.text(), from, to).stripTrailing();
        var name = name(line);
        if (mayBeShown(source.sensitivity(), name, line)) {
            var start = position.column() - 1;
            var length = Math.max(1, Math.min(span.end(), to) - span.start());
            var shown = visible(line);
            return new Line(shown, start, Math.max(1, Math.min(length, shown.length() - start)));
        }
        var redacted = isKnown(name) ? name + " " + REDACTED : REDACTED;
        return new Line(redacted, 0, redacted.length());
    }

    private static boolean mayBeShown(Sensitivity sensitivity, String name, String line) {
        if (CREDENTIALS.contains(name) || !isKnown(name) && !name.startsWith("<")) {
            return sensitivity == Sensitivity.PLAIN && !CREDENTIALS.contains(name) && looksLikeAnOption(line);
        }
        return sensitivity == Sensitivity.PLAIN || name.startsWith("<") || isHarmless(name, line);
    }

    /** A line of base64 or of a key file has one word, or no word that could be an option's name. */
    private static boolean looksLikeAnOption(String line) {
        return line.strip().matches("[a-z][a-z0-9-]{1,40}(\\s.*)?")
                && !line.strip().matches("[0-9a-f]{16,}");
    }

    private static boolean isHarmless(String name, String line) {
        var row = OptionTable.get().find(name).orElseThrow();
        var arguments = line.strip().split("\\s+").length - 1;
        for (var index = 0; index < arguments; index++) {
            if (!row.kind(index).isShowable()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKnown(String name) {
        return OptionTable.get().find(name).isPresent();
    }

    private static String name(String line) {
        var first = line.strip().split("\\s", 2)[0];
        return first.startsWith("--") ? first.substring(2) : first;
    }

    private static String codePoints(String text, int from, int to) {
        var start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }

    /** {@return a text without characters that a terminal would obey} */
    public static String visible(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            var isFormat = Character.getType(character) == Character.FORMAT;
            shown.appendCodePoint(
                    character == '\t' ? ' ' : Character.isISOControl(character) || isFormat ? 0xFFFD : character);
        });
        return shown.toString();
    }
}

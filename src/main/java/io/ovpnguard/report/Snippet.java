package io.ovpnguard.report;

import io.ovpnguard.finding.Where;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.rule.Shown;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Directive;
import io.ovpnguard.syntax.Includes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The line of a source that a finding points at, as it may be shown: the option and those of its arguments that
 * {@link Shown} lets pass. Comments and inline text are never shown, nor is a character that a terminal would obey.
 */
public final class Snippet {

    private static final int MAX_SHOWN = 160;

    private final Map<Source, List<Directive>> directives = new IdentityHashMap<>();

    /**
     * A line and the part of it to underline.
     *
     * @param start 0-based column of the first underlined code point
     * @param length at least 1
     */
    public record Line(String text, int start, int length) {}

    /** {@return the line in which a span begins} */
    public Line of(Span span) {
        var source = span.source();
        var all = directives.computeIfAbsent(
                source, each -> ConfigParser.parse(each, Includes.NONE).directives());
        if (isInline(all, span.start())) {
            return wholly(Shown.REDACTED);
        }
        var end = source.lines().end(span.from().line());
        return at(all, span.start(), end)
                .map(directive -> line(directive, span))
                .orElseGet(() -> wholly(unparsed(source, span.from().line())));
    }

    /** {@return the name of the option that a place is about, if it may be shown, else an empty text} */
    String option(Where where) {
        return switch (where) {
            case Where.At(var span) -> of(span).text().split(" ", 2)[0];
            case Where.Absent _ -> "";
        };
    }

    /** {@return whether an offset lies in the text of an inline block, which may be a key} */
    private static boolean isInline(List<Directive> directives, int offset) {
        return directives.stream()
                .filter(directive -> directive.nested().isEmpty())
                .flatMap(directive -> directive.inline().stream())
                .anyMatch(block ->
                        block.span().start() <= offset && offset < block.span().end());
    }

    private static Optional<Directive> at(List<Directive> directives, int offset, int endOfLine) {
        for (var directive : directives) {
            var span = directive.span();
            if (offset <= span.end() && span.start() < endOfLine) {
                var isInside = directive
                        .inline()
                        .filter(block -> block.span().start() <= offset)
                        .isPresent();
                return isInside ? at(directive.nested(), offset, endOfLine) : Optional.of(directive);
            }
        }
        return Optional.empty();
    }

    private static Line line(Directive directive, Span span) {
        if (directive.inline().isEmpty() && !Shown.isNameShown(directive)) {
            return wholly(Shown.REDACTED);
        }
        var line = new Drawing(span);
        line.add(directive.nameSpan(), true);
        for (var index = 0; index < directive.arguments().size(); index++) {
            line.add(directive.arguments().get(index).span(), isShown(directive, index));
        }
        return line.line();
    }

    private static boolean isShown(Directive directive, int index) {
        // What `push "..."` and `setenv opt ...` carry is judged as the option that it is.
        return directive.nested().isEmpty()
                ? Shown.isArgumentShown(directive, index)
                : directive.nested().stream().allMatch(Snippet::isWhollyShown);
    }

    private static boolean isWhollyShown(Directive directive) {
        for (var index = 0; index < directive.arguments().size(); index++) {
            if (!isShown(directive, index)) {
                return false;
            }
        }
        return Shown.isNameShown(directive);
    }

    /** A line that the parser refuses shows its option only: where a broken argument ends, nobody knows. */
    private static String unparsed(Source source, int line) {
        var text = slice(new Span(
                        source, source.lines().start(line), source.lines().end(line)))
                .strip();
        var first = text.split("\\s", 2)[0].replaceFirst("^--", "");
        if (OptionTable.get().find(first).isEmpty()) {
            return Shown.REDACTED;
        }
        var mayHoldAnything = source.sensitivity() == Sensitivity.SECRET || Shown.isOftenCredential(first);
        return mayHoldAnything ? first + " " + Shown.REDACTED : visible(text);
    }

    private static Line wholly(String text) {
        return new Line(text, 0, Math.max(1, text.codePointCount(0, text.length())));
    }

    private static String slice(Span span) {
        var text = span.source().text();
        var start = text.offsetByCodePoints(0, span.start());
        return text.substring(start, text.offsetByCodePoints(start, span.end() - span.start()));
    }

    /** {@return a text without characters that a terminal would obey} */
    public static String visible(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            var type = Character.getType(character);
            var isUnsafe = Character.isISOControl(character)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            shown.appendCodePoint(character == '\t' ? ' ' : isUnsafe ? 0xFFFD : character);
        });
        return shown.toString();
    }

    /** A line in the making, which keeps count of the columns that the span takes. */
    private static final class Drawing {

        private final Span span;
        private final StringBuilder text = new StringBuilder();
        private int columns;
        private int from = -1;
        private int to;

        Drawing(Span span) {
            this.span = span;
        }

        void add(Span part, boolean shown) {
            if (columns > 0) {
                text.append(' ');
                columns++;
            }
            var words = shown ? visible(slice(part)) : Shown.REDACTED;
            var width = words.codePointCount(0, words.length());
            if (part.start() < span.end() && span.start() < part.end() || part.start() == span.start()) {
                var inside = shown ? Math.max(0, span.start() - part.start()) : 0;
                var behind = shown ? Math.max(0, part.end() - span.end()) : 0;
                from = from < 0 ? columns + inside : from;
                to = columns + width - behind;
            }
            text.append(words);
            columns += width;
        }

        Line line() {
            var start = Math.max(0, from);
            var length = from < 0 ? columns : Math.max(1, to - start);
            if (columns <= MAX_SHOWN) {
                return new Line(text.toString(), start, length);
            }
            var cut = text.substring(0, text.offsetByCodePoints(0, MAX_SHOWN)) + "…";
            return new Line(cut, Math.min(start, MAX_SHOWN), Math.clamp(MAX_SHOWN - start, 1, length));
        }
    }
}

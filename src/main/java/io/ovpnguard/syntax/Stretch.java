package io.ovpnguard.syntax;

import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.Optional;

/**
 * A text to be lexed and where it stands: a whole source, or the value of an argument.
 *
 * @param text what is lexed
 * @param base index in the source's text at which {@code text} stands
 * @param coarse the span to use for everything in it, when escapes make exact places unknown
 */
record Stretch(Source source, String text, int base, Optional<Span> coarse) {

    static Stretch of(Source source) {
        return new Stretch(source, source.text(), 0, Optional.empty());
    }

    /** {@return the value of a parameter of this text, as a text to be lexed} */
    Stretch inside(Lexer.Parameter parameter) {
        if (parameter.verbatim() && coarse.isEmpty()) {
            var quoted = parameter.end() - parameter.start() > parameter.value().length() ? 1 : 0;
            return new Stretch(source, parameter.value(), base + parameter.start() + quoted, coarse);
        }
        return new Stretch(source, parameter.value(), 0, Optional.of(span(parameter.start(), parameter.end())));
    }

    Span span(int start, int end) {
        return coarse.orElseGet(() -> source.span(base + start, base + end));
    }

    /** {@return the index behind the line that holds {@code from}, its end included} */
    int endOfLine(int from, int to) {
        var newline = text.indexOf('\n', from, to);
        return newline < 0 ? to : newline + 1;
    }
}

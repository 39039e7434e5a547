package io.ovpnguard.syntax;

import io.ovpnguard.source.Span;
import java.util.Objects;

/**
 * One parameter of a directive.
 *
 * @param value what OpenVPN's lexer yields: quotes and escapes resolved
 * @param span where it stands, quotes included
 */
public record Argument(String value, Span span) {

    public Argument {
        Objects.requireNonNull(value);
        Objects.requireNonNull(span);
    }

    /** {@return the place; values can be credentials} */
    @Override
    public String toString() {
        return "Argument[" + span.source().name() + ":" + span.from() + "]";
    }
}

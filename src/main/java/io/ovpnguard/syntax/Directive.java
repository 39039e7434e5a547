package io.ovpnguard.syntax;

import io.ovpnguard.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One option with its arguments, as OpenVPN's own lexer sees it.
 *
 * @param name without the leading dashes or the angle brackets of an inline block
 * @param nameSpan where the name stands
 * @param arguments in order; may be empty
 * @param span from the name to the last argument, or to the closing tag
 * @param inline the text of an inline block
 * @param nested the directives that this one carries: those of a {@code <connection>} block, the one inside
 *     {@code push "..."} or {@code setenv opt ...}; else empty
 */
public record Directive(
        String name,
        Span nameSpan,
        List<Argument> arguments,
        Span span,
        Optional<InlineBlock> inline,
        List<Directive> nested) {

    public Directive {
        Objects.requireNonNull(name);
        Objects.requireNonNull(nameSpan);
        arguments = List.copyOf(arguments);
        Objects.requireNonNull(span);
        Objects.requireNonNull(inline);
        nested = List.copyOf(nested);
    }

    public boolean is(String optionName) {
        return name.equals(optionName);
    }

    /** {@return what {@code setenv opt} carries, which is in force from 2.3 on as if it stood alone; else this directive} */
    public Directive carried() {
        return is("setenv") && !nested.isEmpty() ? nested.getFirst() : this;
    }

    /** {@return the value of the argument at a 0-based index, if the directive has that many} */
    public Optional<String> value(int index) {
        return argument(index).map(Argument::value);
    }

    /** {@return the argument at a 0-based index, if the directive has that many} */
    public Optional<Argument> argument(int index) {
        return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
    }

    /** {@return the smallest span that shows the value: the first argument's, or the name's} */
    public Span valueSpan() {
        return arguments.isEmpty() ? nameSpan : arguments.getFirst().span();
    }
}

package io.ovpnguard.syntax;

import io.ovpnguard.source.Span;
import java.util.Objects;

/**
 * The text between {@code <tag>} and {@code </tag>}.
 *
 * @param text the lines between the tags, as OpenVPN keeps them; often key material
 * @param span where these lines stand
 */
public record InlineBlock(String text, Span span) {

    public InlineBlock {
        Objects.requireNonNull(text);
        Objects.requireNonNull(span);
    }

    /** {@return the place; the text is often a key} */
    @Override
    public String toString() {
        return "InlineBlock[" + span.source().name() + ":" + span.from() + "]";
    }
}

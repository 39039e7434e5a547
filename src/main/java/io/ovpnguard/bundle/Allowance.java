package io.ovpnguard.bundle;

import io.ovpnguard.source.Source;
import java.util.List;
import java.util.Objects;

/**
 * What an object's annotation puts up with.
 *
 * @param rule as it is written: there may be no such rule
 * @param text its value: the reason, and until when
 * @param place stands for the annotation, where findings point at it
 * @param texts all of the object
 */
public record Allowance(String rule, String text, Source place, List<Source> texts) {

    /** How the annotation's name begins; the rule follows. */
    public static final String ANNOTATION = "ovpnguard.io/allow.";

    public Allowance {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(text);
        Objects.requireNonNull(place);
        texts = List.copyOf(texts);
    }

    /** {@return the annotation's name} */
    public String annotation() {
        return ANNOTATION + rule;
    }
}

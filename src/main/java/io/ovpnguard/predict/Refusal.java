package io.ovpnguard.predict;

import io.ovpnguard.source.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a process does not start.
 *
 * @param line what it logs
 * @param at the place in its config that causes it
 */
public record Refusal(String line, Optional<Span> at) {

    public Refusal {
        Objects.requireNonNull(line);
        Objects.requireNonNull(at);
    }

    static Refusal of(String line, Span at) {
        return new Refusal(line, Optional.of(at));
    }

    static Refusal options(String text, Span at) {
        return of("Options error: " + text, at);
    }

    static Refusal options(String text, Optional<Span> at) {
        return new Refusal("Options error: " + text, at);
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a process does not start.
 *
 * @param line what it logs
 * @param at the place in its config that causes it
 * @param missing the option without which it does not start, where that is the cause
 * @param material what is wrong with the key material, where that is the cause
 * @param ciphers those that its TLS library has not, where that is the cause
 * @param others what it logs in the same go of other faults, for each of which it would not start either
 */
public record Refusal(
        String line,
        Optional<Span> at,
        Optional<String> missing,
        Optional<MaterialFault> material,
        List<String> ciphers,
        List<Refusal> others) {

    public Refusal {
        Objects.requireNonNull(line);
        Objects.requireNonNull(at);
        Objects.requireNonNull(missing);
        Objects.requireNonNull(material);
        ciphers = List.copyOf(ciphers);
        others = List.copyOf(others);
    }

    Refusal(String line, Optional<Span> at) {
        this(line, at, Optional.empty());
    }

    Refusal(String line, Optional<Span> at, Optional<String> missing) {
        this(line, at, missing, Optional.empty(), List.of(), List.of());
    }

    /** {@return the refusal of a config that lacks an option} */
    static Refusal missing(String option, String text) {
        return new Refusal("Options error: " + text, Optional.empty(), Optional.of(option));
    }

    static Refusal of(String line, Span at) {
        return new Refusal(line, Optional.of(at));
    }

    /** {@return the refusal of key material} */
    static Refusal of(String line, Span at, MaterialFault fault) {
        return new Refusal(line, Optional.of(at), Optional.empty(), Optional.of(fault), List.of(), List.of());
    }

    /** {@return the same for ciphers that the TLS library has not} */
    Refusal of(List<String> unknown) {
        return new Refusal(line, at, missing, material, unknown, others);
    }

    /** {@return all of several refusals that are told in one go, if there are any} */
    static Optional<Refusal> together(List<Refusal> refusals) {
        return refusals.stream()
                .findFirst()
                .map(first -> new Refusal(
                        first.line,
                        first.at,
                        first.missing,
                        first.material,
                        first.ciphers,
                        refusals.subList(1, refusals.size())));
    }

    /** {@return it, and what is told in the same go} */
    public Stream<Refusal> all() {
        return Stream.concat(Stream.of(this), others.stream());
    }

    static Refusal options(String text, Span at) {
        return of("Options error: " + text, at);
    }

    static Refusal options(String text, Optional<Span> at) {
        return new Refusal("Options error: " + text, at);
    }
}

package io.ovpnguard.syntax;

import io.ovpnguard.source.Source;
import java.util.Optional;

/** Finds the file that a {@code config} directive names. */
@FunctionalInterface
public interface Includes {

    /** Finds nothing: {@code config} directives are kept, and what they name is not read. */
    Includes NONE = (from, name) -> Optional.empty();

    /** {@return the included text, or empty when it is not among what may be read} */
    Optional<Source> find(Source from, String name);
}

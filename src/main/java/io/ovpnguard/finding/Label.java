package io.ovpnguard.finding;

import java.util.Objects;
import java.util.Optional;

/**
 * A place and what is to be said of it: lower-case start, no final period.
 *
 * @param material the name of the key material there, which the text does not tell, of no meaning outside this process
 */
public record Label(Where where, String text, Optional<String> material) {

    public Label {
        Objects.requireNonNull(where);
        Objects.requireNonNull(text);
        Objects.requireNonNull(material);
    }

    /** Makes a label of a place without key material. */
    public Label(Where where, String text) {
        this(where, text, Optional.empty());
    }

    /** {@return the same of another place} */
    Label at(Where other) {
        return new Label(other, text, material);
    }
}

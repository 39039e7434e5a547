package io.ovpnguard.finding;

import java.util.Objects;

/** A place and what is to be said of it: lower-case start, no final period. */
public record Label(Where where, String text) {

    public Label {
        Objects.requireNonNull(where);
        Objects.requireNonNull(text);
    }
}

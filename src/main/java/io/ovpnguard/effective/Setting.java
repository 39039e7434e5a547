package io.ovpnguard.effective;

import java.util.Objects;

/** A value in force and the reason for it. */
public record Setting<T>(T value, Origin origin) {

    public Setting {
        Objects.requireNonNull(value);
        Objects.requireNonNull(origin);
    }

    /** {@return whether a person wrote this value} */
    public boolean isStated() {
        return origin.isStated();
    }
}

package io.ovpnguard.predict;

import java.util.Locale;

/** One of the two processes. */
public enum Side {
    SERVER,
    CLIENT;

    public Side other() {
        return this == SERVER ? CLIENT : SERVER;
    }

    /** {@return the word for people} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

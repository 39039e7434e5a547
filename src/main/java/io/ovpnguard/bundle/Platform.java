package io.ovpnguard.bundle;

import java.util.Locale;

/** The system on which a process runs, as far as somebody said so. */
public enum Platform {
    UNKNOWN,
    WINDOWS;

    /** As people write it, and as the help shows it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

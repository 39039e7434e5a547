package io.ovpnguard.cli;

import java.util.Locale;

/** How a command prints what it found. */
enum Format {
    TEXT,
    JSON;

    /** As people write it, and as the help shows it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

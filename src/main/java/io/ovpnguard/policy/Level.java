package io.ovpnguard.policy;

import io.ovpnguard.finding.Severity;
import java.util.Locale;

/** What becomes of a finding, strictest last. */
public enum Level {
    /** Nobody is told. */
    OFF,
    /** It is in reports, and nobody who changes an object is told. */
    AUDIT,
    /** Who changes an object is told, and the change is made. */
    WARN,
    /** The change is not made. */
    DENY;

    /** {@return what becomes of findings that no policy speaks of} */
    public static Level of(Severity severity) {
        return switch (severity) {
            case ERROR -> DENY;
            case WARNING -> WARN;
            case INFO -> AUDIT;
        };
    }

    /** {@return the less strict of two} */
    public Level atMost(Level other) {
        return compareTo(other) < 0 ? this : other;
    }

    /** As policies write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

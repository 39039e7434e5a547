package io.ovpnguard.policy;

import io.ovpnguard.finding.Severity;
import java.util.Locale;
import java.util.Optional;

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

    /** {@return how bad a finding of that level is in reports; empty if it is in none} */
    Optional<Severity> severity() {
        return switch (this) {
            case OFF -> Optional.empty();
            case AUDIT -> Optional.of(Severity.INFO);
            case WARN -> Optional.of(Severity.WARNING);
            case DENY -> Optional.of(Severity.ERROR);
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

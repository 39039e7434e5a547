package io.ovpnguard.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody has seen a fault and puts up with it.
 *
 * @param reason for people
 * @param until the last day on which it holds, as of UTC; empty for ever
 * @param where it is written
 */
public record Suppression(RuleId rule, String reason, Optional<LocalDate> until, Where where) {

    public Suppression {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(until);
        Objects.requireNonNull(where);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a suppression says why");
        }
    }

    /** {@return whether its last day is over} */
    public boolean hasEnded(Instant at) {
        return until.filter(day -> LocalDate.ofInstant(at, ZoneOffset.UTC).isAfter(day))
                .isPresent();
    }
}

package io.ovpnguard.rule;

import io.ovpnguard.bundle.Demands.Least;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How long before its end something is told of.
 *
 * @param at the time of judgement
 * @param days that a policy asks for, if one does
 */
public record Advance(Instant at, Optional<Least> days) {

    /** Where nobody says anything. */
    private static final int DAYS = 30;

    public Advance {
        Objects.requireNonNull(at);
        Objects.requireNonNull(days);
    }

    /** {@return whether what ends then has ended, or will so soon that somebody should see to it} */
    public boolean isSoon(Instant end) {
        return end.isBefore(at.plus(Duration.ofDays(days.map(Least::value).orElse(DAYS))));
    }

    /** {@return as the end of a sentence about what ends then, who asks to be told already} */
    public String remark(Instant end) {
        return days.filter(_ -> end.isAfter(at))
                .map(least -> " (policy \"%s\" asks to be told %d days ahead)".formatted(least.policy(), least.value()))
                .orElse("");
    }
}

package io.ovpnguard.manifest.policies;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations as policies write them: a whole number and a unit. */
final class DurationText {

    /** The schema lets nothing else through; the longest, in nanoseconds, is still a number of 64 bits. */
    static final String FORM = "^(0|[1-9][0-9]{0,4})(ms|s|m|h|d)$";

    /** The same for people. */
    static final String WORDS = "a whole number of at most five digits, and `ms`, `s`, `m`, `h` or `d`";

    private DurationText() {}

    static Duration parse(String text) {
        var digits = text.chars().takeWhile(Character::isDigit).count();
        var number = Long.parseLong(text.substring(0, (int) digits));
        var unit = switch (text.substring((int) digits)) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            default -> throw new IllegalArgumentException("the schema has let `" + text + "` through");
        };
        return Duration.of(number, unit);
    }
}

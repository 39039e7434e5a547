package io.ovpnguard.cluster.audit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets so many pass at once, and one more after each pause. */
final class RateLimit {

    private final int atOnce;
    private final long pause;
    private final LongSupplier clock;
    private double left;
    private long countedAt;

    /**
     * @param clock in nanoseconds
     */
    RateLimit(int atOnce, Duration pause, LongSupplier clock) {
        this.atOnce = atOnce;
        this.pause = pause.toNanos();
        this.clock = clock;
        this.left = atOnce;
        this.countedAt = clock.getAsLong();
    }

    /** {@return whether one more may pass} */
    boolean pass() {
        var now = clock.getAsLong();
        left = Math.min(atOnce, left + (double) (now - countedAt) / pause);
        countedAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

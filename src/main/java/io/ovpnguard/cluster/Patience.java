package io.ovpnguard.cluster;

import java.time.Duration;

/**
 * How long one review may go on reading. Its caller waits for all of it no longer than the webhook's timeout, so that reads
 * which are slow one by one have to be given up together.
 */
public final class Patience {

    /** With the one read that has begun by then (2 s at most), still before the webhook's own timeout of 5 s. */
    private static final Duration FOR_READS = Duration.ofMillis(1500);

    private static final ScopedValue<Long> ARRIVAL = ScopedValue.newInstance();

    private Patience() {}

    /**
     * {@return what the review gives}
     *
     * @param arrival when it came, of {@link System#nanoTime}: what it has waited for its turn counts
     */
    public static <T, X extends Throwable> T since(long arrival, ScopedValue.CallableOp<T, X> review) throws X {
        return ScopedValue.where(ARRIVAL, arrival).call(review);
    }

    /** {@return the same, found without a read} */
    public static <T, X extends Throwable> T withoutReads(ScopedValue.CallableOp<T, X> review) throws X {
        return since(System.nanoTime() - 2 * FOR_READS.toNanos(), review);
    }

    /** {@return whether the review in hand has no time left for another read} */
    static boolean isOver() {
        return left().isNegative();
    }

    /** {@return how long the review in hand may wait for another read to begin} */
    static Duration left() {
        return ARRIVAL.isBound() ? FOR_READS.minusNanos(System.nanoTime() - ARRIVAL.get()) : FOR_READS;
    }
}

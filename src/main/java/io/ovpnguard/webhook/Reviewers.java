package io.ovpnguard.webhook;

import io.ovpnguard.cluster.Patience;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The threads that judge. They are not those of the probes: while the API server is silent, each of these waits for it, and
 * a kubelet whose probe waited behind them would end a process that lacks nothing.
 */
@Singleton
final class Reviewers {

    /** Enough to wait for reads side by side; what is judged at once is bounded by processors anyway. */
    private static final int MOST = 64;

    /** Then its caller is about to give up, and the next have a chance. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    /** Of all bodies in hand: as much as the heap has room for, and twice the longest that is taken. */
    private static final int ROOM = 32 << 20;

    /** What a review takes at least, so that short ones are bounded in number, too: a thousand. */
    private static final int LEAST = 32 << 10;

    private final LongSupplier clock;
    private final Semaphore room = new Semaphore(ROOM);
    private final AtomicInteger inHand = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            MOST, Thread.ofPlatform().name("review-", 0).factory());

    @Inject
    Reviewers() {
        this(System::nanoTime);
    }

    /**
     * Begins no review yet.
     *
     * @param clock in nanoseconds
     */
    Reviewers(LongSupplier clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    /** {@return whether a review that arrives now has its turn at once} */
    boolean areFree() {
        return inHand.get() < MOST;
    }

    /**
     * {@return what a review that arrives now gives, in its turn}
     *
     * @param length of its body, in bytes
     * @param refusal what it gives when there is no room for it, or its turn comes too late
     */
    <T> CompletionStage<T> review(int length, Supplier<T> review, Supplier<T> refusal) {
        var share = Math.clamp(length, LEAST, ROOM);
        if (!room.tryAcquire(share)) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        var arrival = clock.getAsLong();
        inHand.incrementAndGet();
        return CompletableFuture.supplyAsync(
                        () -> clock.getAsLong() - arrival > LONGEST_WAIT.toNanos()
                                ? refusal.get()
                                : Patience.since(arrival, review::get),
                        threads)
                .whenComplete((_, _) -> {
                    inHand.decrementAndGet();
                    room.release(share);
                });
    }

    @PreDestroy
    void end() {
        threads.shutdown();
    }
}

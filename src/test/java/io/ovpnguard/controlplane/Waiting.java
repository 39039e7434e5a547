package io.ovpnguard.controlplane;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what another process does. */
public final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /** Returns once {@code condition} holds, and fails when it does not within {@code limit}. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + limit + ": " + what);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}

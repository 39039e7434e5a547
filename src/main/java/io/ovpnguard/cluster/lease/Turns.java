package io.ovpnguard.cluster.lease;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One thread, in which steps are taken one after the other, again and again, so that nothing that failed has to be
 * remembered. A failure is told once, until it is another one.
 */
public final class Turns implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Turns.class);

    private static final Duration END = Duration.ofSeconds(3);

    /** What may not be possible now. */
    @FunctionalInterface
    public interface Step {
        /** Takes the step, or as much of it as is due. */
        void take() throws Unwritable;
    }

    private final String failing;
    private final ScheduledExecutorService thread;
    private String trouble = "";

    /**
     * @param name of the thread
     * @param failing what is said of a failure, such as {@code certificates are not renewed now}
     */
    public Turns(String name, String failing) {
        this.failing = Objects.requireNonNull(failing);
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /** Takes a step again and again. */
    public void every(Duration period, Step step) {
        thread.scheduleWithFixedDelay(() -> take(step), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes a step in its turn; none after the end. */
    public void soon(Step step) {
        try {
            thread.execute(() -> take(step));
        } catch (RejectedExecutionException closed) {
            LOG.debug("an event came after the end");
        }
    }

    private void take(Step step) {
        try {
            step.take();
            trouble = "";
        } catch (Unwritable not) {
            tell(not.getMessage());
        } catch (KubernetesClientException failed) {
            // Somebody else wrote at the same time.
            if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                tell(told(failed));
            }
        } catch (RuntimeException broken) {
            // Its text may quote what it was reading. The thread must live.
            tell("failed with " + broken.getClass().getSimpleName() + " in "
                    + List.of(broken.getStackTrace()).stream()
                            .findFirst()
                            .map(StackTraceElement::toString)
                            .orElse("an unknown place"));
        }
    }

    /** {@return what may be said of a failed request: its own text may quote what was sent} */
    public static String told(KubernetesClientException failed) {
        return "the API server did not answer, or refused (HTTP " + failed.getCode() + ")";
    }

    private void tell(String why) {
        if (!why.equals(trouble)) {
            trouble = why;
            LOG.warnf("%s, but tried again: %s", failing, why);
        }
    }

    /** Ends after the step that is being taken. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

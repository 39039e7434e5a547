package io.ovpnguard.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and times admission reviews. */
final class AdmissionMetrics {

    /** A review that was not understood. */
    static final String MALFORMED = "malformed";

    /** A review that we failed on. */
    static final String FAILED = "failed";

    private static final Set<String> OPERATIONS = Set.of("create", "update", "delete", "connect");

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5)
    };

    /** What became of a review. */
    private record Fate(String operation, String verdict) {}

    private final Map<Fate, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Counter turnedAway;

    AdmissionMetrics(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry);
        this.turnedAway = Counter.builder("ovpnguard.admission.turned.away")
                .description("Reviews that were answered 503, as there was no room or no turn for them")
                .register(registry);
    }

    /** Counts a review that found no room, or no turn in time. */
    void turnAway() {
        turnedAway.increment();
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    /** Notes a review; an operation that Kubernetes does not know makes no time series of its own. */
    void stop(Timer.Sample started, String operation, String verdict) {
        var known = operation.toLowerCase(Locale.ROOT);
        started.stop(
                timers.computeIfAbsent(new Fate(OPERATIONS.contains(known) ? known : "other", verdict), this::timer));
    }

    private Timer timer(Fate fate) {
        return Timer.builder("ovpnguard.admission.duration")
                .description("Admission reviews by what became of them")
                .tag("operation", fate.operation())
                .tag("verdict", fate.verdict())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}

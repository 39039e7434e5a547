package io.ovpnguard.cluster.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Tells what the audit has found, and when. */
final class AuditMetrics {

    /** So many series there are, of which each bundle may have several. */
    private static final int MOST_SERIES = 1000;

    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private final MultiGauge findings;
    private final Map<String, Map<Series, Integer>> byNamespace = new HashMap<>();
    private final AtomicReference<Double> auditedAt = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> kindKnown = new AtomicReference<>(Double.NaN);
    private final LongSupplier clock;

    /**
     * @param clock in nanoseconds
     */
    AuditMetrics(MeterRegistry registry, LongSupplier clock) {
        this.registry = Objects.requireNonNull(registry);
        this.clock = Objects.requireNonNull(clock);
        this.findings = MultiGauge.builder("ovpnguard.audit.findings")
                .description("What the last audit has found, on the replica that holds the Lease; beyond " + MOST_SERIES
                        + " series, of `other` bundles")
                .register(registry);
        Gauge.builder("ovpnguard.audit.age", this, AuditMetrics::age)
                .description("How long ago everything was audited, on the replica that holds the Lease; else NaN")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("ovpnguard.audit.reports.installed", kindKnown, AtomicReference::get)
                .description(
                        "1 where the API server has the kind PolicyReport, on the replica that holds the Lease; else NaN")
                .register(registry);
    }

    private double age() {
        return (clock.getAsLong() - auditedAt.get()) / NANOS;
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    /** Notes an audit of all, or of what has changed. */
    void stop(Timer.Sample started, boolean all) {
        started.stop(Timer.builder("ovpnguard.audit.duration")
                .description("Audits, with the writing of what has changed")
                .tag("scope", all ? "all" : "changed")
                .register(registry));
        if (all) {
            auditedAt.set((double) clock.getAsLong());
        }
    }

    /** Notes whether reports can be written. */
    void installed(boolean known) {
        kindKnown.set(known ? 1.0 : 0.0);
    }

    /** Counts one write. */
    void wrote(String what) {
        Counter.builder("ovpnguard.audit.writes")
                .description("Writes to the API server; none while nothing changes")
                .tag("what", what)
                .register(registry)
                .increment();
    }

    /** Takes over what was found in a namespace; {@link #publish} tells it. */
    void found(String namespace, List<Series> each) {
        var counts = new TreeMap<Series, Integer>();
        each.forEach(series -> counts.merge(series, 1, Integer::sum));
        if (counts.isEmpty()) {
            byNamespace.remove(namespace);
        } else {
            byNamespace.put(namespace, counts);
        }
    }

    void publish() {
        var all = new TreeMap<Series, Integer>();
        byNamespace
                .values()
                .forEach(counts -> counts.forEach((series, count) -> all.merge(series, count, Integer::sum)));
        findings.register(
                bounded(all, MOST_SERIES).entrySet().stream()
                        .map(series -> MultiGauge.Row.of(series.getKey().tags(), series.getValue()))
                        .toList(),
                true);
    }

    /** {@return the series, of which those beyond a number are no bundle's any more, worst results first} */
    static Map<Series, Integer> bounded(Map<Series, Integer> all, int most) {
        var bounded = new TreeMap<Series, Integer>();
        for (var series : new TreeMap<>(all).entrySet()) {
            bounded.merge(
                    bounded.size() < most ? series.getKey() : series.getKey().ofOther(),
                    series.getValue(),
                    Integer::sum);
        }
        return bounded;
    }

    /** Another replica tells it now. */
    void clear() {
        byNamespace.clear();
        auditedAt.set(Double.NaN);
        kindKnown.set(Double.NaN);
        publish();
    }
}

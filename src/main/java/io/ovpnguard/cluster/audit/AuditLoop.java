package io.ovpnguard.cluster.audit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.cluster.Inventory;
import io.ovpnguard.cluster.lease.Leadership;
import io.ovpnguard.cluster.lease.Turns;
import io.ovpnguard.cluster.lease.Unwritable;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.PolicyLookup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Audits on the replica that holds the Lease: what has changed once it has come to rest, and everything at an interval, since
 * certificates end without a change.
 */
public final class AuditLoop implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(250);

    /** {@code kubectl apply -f dir/} is one change. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** Whoever changes without a rest is audited all the same. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final Inventory inventory;
    private final PolicyLookup policies;
    private final Leadership leadership;
    private final Audit audit;
    private final AuditMetrics metrics;
    private final Duration interval;
    private final LongSupplier clock = System::nanoTime;
    private final Turns turns = new Turns("ovpnguard-audit", "not all that is stored is audited now");

    private final Set<String> changed = new HashSet<>();
    private long changedFirst;
    private long changedLast;
    private Optional<Long> audited = Optional.empty();
    private Policies followed = Policies.none();
    private Optional<Long> failed = Optional.empty();

    /**
     * @param policies what holds for whom; a change of them has everything audited anew
     * @param owner the ClusterRole that owns reports, so that they go with it
     * @param interval at which everything is audited
     * @param time of judgement
     */
    public AuditLoop(
            KubernetesClient client,
            Inventory inventory,
            PolicyLookup policies,
            Leadership leadership,
            Optional<String> owner,
            Duration interval,
            InstantSource time,
            MeterRegistry registry) {
        this.inventory = Objects.requireNonNull(inventory);
        this.policies = Objects.requireNonNull(policies);
        this.leadership = Objects.requireNonNull(leadership);
        this.interval = Objects.requireNonNull(interval);
        this.metrics = new AuditMetrics(registry, clock);
        this.audit = new Audit(
                inventory,
                policies,
                new PolicyReports(client, new ReportOwner(client, owner)),
                new Events(client, leadership.identity(), metrics, clock),
                leadership::isHeld,
                time,
                metrics);
    }

    /** Begins to audit; returns at once. */
    public void start() {
        turns.every(LOOK, this::look);
    }

    private void look() throws Unwritable {
        note(inventory.changed());
        if (!leadership.isHeld()) {
            leave();
        } else if (inventory.isComplete() && !isSince(failed, AFTER_FAILURE)) {
            if (!isSince(audited, interval) || followed != policies.all()) {
                audit(inventory.namespaces(), true);
            } else if (isAtRest()) {
                audit(Set.copyOf(changed), false);
            }
        }
    }

    private void note(Set<String> namespaces) {
        if (namespaces.isEmpty()) {
            return;
        }
        changedLast = clock.getAsLong();
        if (changed.isEmpty()) {
            changedFirst = changedLast;
        }
        changed.addAll(namespaces);
    }

    private boolean isAtRest() {
        var now = clock.getAsLong();
        return !changed.isEmpty()
                && (now - changedLast >= REST.toNanos() || now - changedFirst >= LONGEST_WAIT.toNanos());
    }

    private boolean isSince(Optional<Long> then, Duration duration) {
        return then.filter(at -> clock.getAsLong() - at < duration.toNanos()).isPresent();
    }

    private void audit(Set<String> namespaces, boolean all) throws Unwritable {
        var before = clock.getAsLong();
        if (all) {
            followed = policies.all();
        }
        var sample = metrics.start();
        // What changes meanwhile is noted anew; until the end, all of it may have to be audited again.
        changed.clear();
        failed = Optional.of(before);
        note(namespaces);
        var troubles = audit.of(namespaces, all);
        changed.clear();
        failed = troubles.isEmpty() ? Optional.empty() : Optional.of(clock.getAsLong());
        note(troubles.keySet());
        if (all) {
            audited = Optional.of(before);
        }
        metrics.stop(sample, all);
        if (!troubles.isEmpty()) {
            throw new Unwritable(told(troubles));
        }
    }

    private static String told(Map<String, String> troubles) {
        var first = troubles.entrySet().iterator().next();
        return "namespace " + first.getKey() + ": " + first.getValue()
                + (troubles.size() > 1 ? ", and " + (troubles.size() - 1) + " more namespaces" : "");
    }

    /** Another replica audits. */
    private void leave() {
        if (audited.isPresent()) {
            audited = Optional.empty();
            failed = Optional.empty();
            metrics.clear();
            audit.forget();
        }
        changed.clear();
    }

    @Override
    public void close() {
        turns.close();
    }
}

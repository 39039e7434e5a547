package io.ovpnguard.cluster.audit;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ovpnguard.cluster.Inventory;
import io.ovpnguard.cluster.ReadFailure;
import io.ovpnguard.cluster.lease.Turns;
import io.ovpnguard.cluster.lease.Unwritable;
import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.manifest.policies.Jurisdiction;
import io.ovpnguard.policy.PolicyLookup;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Judges what is stored in namespaces, and writes down what is new of it. */
final class Audit {

    private static final Logger LOG = Logger.getLogger(Audit.class);

    /** Of one namespace; each takes milliseconds. */
    private static final int MOST_READS = 500;

    private final Inventory inventory;
    private final PolicyReports reports;
    private final Events events;
    private final BooleanSupplier isHolder;
    private final InstantSource time;
    private final AuditMetrics metrics;
    private final PolicyLookup policies;
    private final Map<Consistency, RuleEngine> engines = new EnumMap<>(Consistency.class);
    private Optional<Boolean> installed = Optional.empty();

    /** What would be in reports if there were any: it was told already. */
    private final Map<String, List<BundleReport>> unwritten = new HashMap<>();

    Audit(
            Inventory inventory,
            PolicyLookup policies,
            PolicyReports reports,
            Events events,
            BooleanSupplier isHolder,
            InstantSource time,
            AuditMetrics metrics) {
        this.inventory = Objects.requireNonNull(inventory);
        this.policies = Objects.requireNonNull(policies);
        for (var each : Consistency.values()) {
            engines.put(each, new RuleEngine(RuleCatalog.all(), each));
        }
        this.reports = Objects.requireNonNull(reports);
        this.events = Objects.requireNonNull(events);
        this.isHolder = Objects.requireNonNull(isHolder);
        this.time = Objects.requireNonNull(time);
        this.metrics = Objects.requireNonNull(metrics);
    }

    /**
     * Audits namespaces.
     *
     * @param all whether these are all: reports in others are no longer wanted
     * @return why some could not be audited, by namespace
     */
    Map<String, String> of(Set<String> namespaces, boolean all) throws Unwritable {
        reports.own();
        var stored = reports.list(all ? inventory.reach() : namespaces);
        tellKind(stored.isPresent());
        var byNamespace = new HashMap<String, List<BundleReport>>();
        stored.ifPresent(found -> found.forEach(report -> byNamespace
                .computeIfAbsent(report.namespace(), _ -> new ArrayList<>())
                .add(report)));
        var troubles = new TreeMap<String, String>();
        var wanted = new TreeSet<>(namespaces);
        wanted.addAll(byNamespace.keySet());
        for (var namespace : wanted) {
            try {
                audit(namespace, byNamespace.getOrDefault(namespace, List.of()), stored.isPresent());
            } catch (ReadFailure unread) {
                troubles.put(namespace, unread.getMessage());
            } catch (KubernetesClientException refused) {
                troubles.put(namespace, Turns.told(refused));
            }
        }
        if (all) {
            policies.noteAudited(wanted);
        }
        metrics.publish();
        return troubles;
    }

    private void audit(String namespace, Collection<BundleReport> before, boolean canWrite) throws ReadFailure {
        var stock = inventory.of(namespace, MOST_READS);
        if (!stock.unread().isEmpty()) {
            LOG.warnf(
                    "%d objects of %s were not audited: more than %d would have to be read anew",
                    stock.unread().size(), namespace, MOST_READS);
        }
        var now = time.instant();
        var labels = new HashMap<ObjectRef, Map<String, String>>();
        stock.objects().forEach(object -> labels.put(object.ref(), object.allLabels()));
        var jurisdiction = new Jurisdiction(policies, labels);
        var inspection = ReadObject.together(stock.objects(), object -> AssumedVersions.of(jurisdiction.of(object)));
        var found = engines.get(jurisdiction.consistency()).judge(inspection.bundles(), inspection.problems(), now);
        policies.noteUnused(namespace, jurisdiction.unused(found, inspection.bundles(), inspection.locations()));
        var findings = jurisdiction.ruled(found, inspection.bundles(), inspection.locations(), now);
        var contents = ReportContents.of(namespace, inspection, findings, now);
        var known = Stream.concat(before.stream(), unwritten.getOrDefault(namespace, List.of()).stream())
                .toList();
        var reported = reported(contents, known, new OverdueSplits(jurisdiction::of, now));
        metrics.found(
                namespace,
                contents.series().stream()
                        .map(series -> OverdueSplits.counted(series, reported))
                        .toList());
        if (!isHolder.getAsBoolean()) {
            return;
        }
        if (canWrite) {
            write(reported, before);
            unwritten.remove(namespace);
        } else {
            unwritten.put(namespace, reported);
        }
        events.send(Notice.of(known, reported), uids(stock.objects()), now);
    }

    /** What was found before is dated as it was then. */
    private static List<BundleReport> reported(
            Contents contents, Collection<BundleReport> known, OverdueSplits overdue) {
        Map<String, BundleReport> before = new HashMap<>();
        known.forEach(report -> before.put(report.name(), report));
        return contents.reports().stream()
                .map(report -> Optional.ofNullable(before.get(report.name()))
                        .map(report::since)
                        .orElse(report))
                .map(overdue::in)
                .toList();
    }

    private static Map<ObjectRef, String> uids(List<ReadObject> objects) {
        var uids = new HashMap<ObjectRef, String>();
        objects.forEach(object -> object.uid().ifPresent(uid -> uids.put(object.ref(), uid)));
        return uids;
    }

    /** Another replica audits: it may tell of something else meanwhile. */
    void forget() {
        unwritten.clear();
    }

    private void write(List<BundleReport> reported, Collection<BundleReport> before) {
        Map<String, BundleReport> known = new TreeMap<>();
        before.forEach(report -> known.put(report.name(), report));
        for (var report : reported) {
            var then = Optional.ofNullable(known.remove(report.name()));
            if (!then.equals(Optional.of(report)) && isHolder.getAsBoolean()) {
                reports.apply(report);
                metrics.wrote("report");
            }
        }
        for (var unwanted : known.values()) {
            if (isHolder.getAsBoolean()) {
                reports.delete(unwanted);
                metrics.wrote("deletion");
            }
        }
    }

    private void tellKind(boolean known) {
        metrics.installed(known);
        if (!installed.equals(Optional.of(known))) {
            if (!known) {
                LOG.warn("the API server knows no PolicyReport of wgpolicyk8s.io/v1alpha2: metrics tell what is found,"
                        + " and reports will be written once that kind is installed");
            } else if (installed.isPresent()) {
                LOG.info("the API server knows PolicyReports now");
            }
            installed = Optional.of(known);
        }
    }
}

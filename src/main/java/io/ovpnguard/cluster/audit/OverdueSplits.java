package io.ovpnguard.cluster.audit;

import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.SplitLimit;
import io.ovpnguard.rules.lifecycle.SplitBundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Fails bundles that are split for longer than a policy lets them: the audit alone knows since when. */
final class OverdueSplits {

    static final String RULE = RuleId.of(SplitBundle.class).toString();

    private final Function<ObjectRef, EffectivePolicy> policies;
    private final Instant now;

    OverdueSplits(Function<ObjectRef, EffectivePolicy> policies, Instant now) {
        this.policies = Objects.requireNonNull(policies);
        this.now = Objects.requireNonNull(now);
    }

    /** {@return a report whose entries have their dates, with what is overdue in it failed} */
    BundleReport in(BundleReport report) {
        for (var entry : report.entries()) {
            var limit = limit(entry);
            if (limit.isPresent() && entry.since().plus(limit.get().most()).isBefore(now)) {
                return failed(report, entry, limit.get());
            }
        }
        return report;
    }

    /** {@return a series as it is counted beside these reports} */
    static Series counted(Series series, List<BundleReport> reports) {
        var isOverdue = series.rule().equals(RULE)
                && reports.stream()
                        .filter(report -> report.bundle().equals(Optional.of(series.bundle())))
                        .flatMap(report -> report.entries().stream())
                        .anyMatch(entry -> entry.rule().equals(RULE) && entry.result() == Result.FAIL);
        return isOverdue
                ? new Series(series.namespace(), series.bundle(), RULE, Severity.ERROR.word(), Result.FAIL)
                : series;
    }

    /** What is put up with is not overdue. */
    private Optional<SplitLimit> limit(Entry entry) {
        return !entry.rule().equals(RULE) || entry.result() != Result.WARN
                ? Optional.empty()
                : entry.resources().stream()
                        .flatMap(object -> policies.apply(object).maxSplit().stream())
                        .min(Comparator.comparing(SplitLimit::most));
    }

    private static BundleReport failed(BundleReport report, Entry split, SplitLimit limit) {
        var counts = new EnumMap<Result, Integer>(Result.class);
        counts.putAll(report.counts());
        counts.merge(Result.WARN, -1, Integer::sum);
        counts.merge(Result.FAIL, 1, Integer::sum);
        counts.remove(Result.PASS);
        var entries = new ArrayList<>(report.entries());
        entries.remove(split);
        entries.removeIf(entry -> entry.result() == Result.PASS);
        entries.addFirst(new Entry(
                Result.FAIL,
                split.rule(),
                "high",
                split.category(),
                "%s; policy \"%s\" allows that for %s".formatted(split.message(), limit.policy(), limit.written()),
                split.resources(),
                split.properties(),
                split.since()));
        return new BundleReport(report.namespace(), report.name(), report.bundle(), report.line(), counts, entries);
    }
}

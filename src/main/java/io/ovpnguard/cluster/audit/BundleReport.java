package io.ovpnguard.cluster.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is reported of a bundle; or of all that has no server, and belongs to none.
 *
 * @param name of the report
 * @param bundle empty for what belongs to none
 * @param line who is in the bundle, and what would become of its clients
 * @param counts of all results, listed or not; none of zero
 * @param entries worst first
 */
record BundleReport(
        String namespace,
        String name,
        Optional<String> bundle,
        String line,
        Map<Result, Integer> counts,
        List<Entry> entries) {

    BundleReport {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        Objects.requireNonNull(bundle);
        Objects.requireNonNull(line);
        var sorted = new EnumMap<Result, Integer>(Result.class);
        counts.forEach((result, count) -> {
            if (count > 0) {
                sorted.put(result, count);
            }
        });
        counts = Collections.unmodifiableMap(sorted);
        entries = List.copyOf(entries);
    }

    /** {@return the same, with what was found before dated as it was then} */
    BundleReport since(BundleReport before) {
        var known = new ArrayList<>(before.entries);
        var dated = entries.stream()
                .map(entry -> known.stream()
                        .filter(entry::isOf)
                        .findFirst()
                        .map(then -> {
                            // Each dates one.
                            known.remove(then);
                            return entry.since(earlier(entry.since(), then.since()));
                        })
                        .orElse(entry))
                .toList();
        return new BundleReport(namespace, name, bundle, line, counts, dated);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

package io.ovpnguard.cluster.audit;

import io.micrometer.core.instrument.Tags;
import java.util.Comparator;

/** What findings are counted by. */
record Series(String namespace, String bundle, String rule, String severity, Result result)
        implements Comparable<Series> {

    private static final String OTHER = "other";

    private static final Comparator<Series> ORDER = Comparator.comparing(Series::result)
            .thenComparing(Series::namespace)
            .thenComparing(Series::bundle)
            .thenComparing(Series::rule)
            .thenComparing(Series::severity);

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }

    /** {@return where it is counted when there are too many} */
    Series ofOther() {
        return new Series(OTHER, OTHER, rule, severity, result);
    }

    Tags tags() {
        return Tags.of(
                "namespace", namespace, "bundle", bundle, "rule", rule, "severity", severity, "result", result.word());
    }
}

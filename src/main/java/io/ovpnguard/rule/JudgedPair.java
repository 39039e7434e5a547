package io.ovpnguard.rule;

import io.ovpnguard.bundle.Pair;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pair and what is wrong with it.
 *
 * @param findings over all versions
 */
record JudgedPair(Pair pair, List<Finding> findings) {

    JudgedPair {
        findings = List.copyOf(findings);
    }

    /**
     * {@return what to tell of the pairs of a bundle: a client that works with one of the servers at a place means that one,
     * and what stands between it and the others only warns}
     */
    static List<Finding> told(List<JudgedPair> pairs) {
        return pairs.stream()
                .flatMap(judged -> judged.isServedElsewhere(pairs) ? judged.warnings() : judged.findings.stream())
                .toList();
    }

    private boolean isServedElsewhere(List<JudgedPair> pairs) {
        return pair.contested()
                && pairs.stream()
                        .filter(other -> other.pair.contested() && other.pair.client() == pair.client())
                        .anyMatch(JudgedPair::works);
    }

    private boolean works() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private Stream<Finding> warnings() {
        return findings.stream().map(JudgedPair::onlyWarn);
    }

    static Finding onlyWarn(Finding finding) {
        return finding.severity() == Severity.ERROR ? finding.withSeverity(Severity.WARNING) : finding;
    }
}

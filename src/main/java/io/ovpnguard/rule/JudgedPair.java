package io.ovpnguard.rule;

import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Where;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pair and what is wrong with it.
 *
 * @param findings over all versions
 */
record JudgedPair(Pair pair, List<Finding> findings) {

    private static final String ELSEWHERE =
            "the client works with another server at the same place, and may mean that one";

    JudgedPair {
        findings = List.copyOf(findings);
    }

    /**
     * {@return what to tell of the pairs of a bundle: a client that works with one of the servers at a place means that one,
     * and what stands between it and the others only warns}
     */
    static List<Finding> told(List<JudgedPair> pairs) {
        return pairs.stream()
                .flatMap(judged -> judged.elsewhere(pairs).map(judged::warnings).orElseGet(judged.findings::stream))
                .toList();
    }

    /** {@return the server at the same place that the client works with, where it has one} */
    private Optional<Profile> elsewhere(List<JudgedPair> pairs) {
        return pair.contested()
                ? pairs.stream()
                        .filter(other -> other.pair.contested() && other.pair.client() == pair.client())
                        .filter(JudgedPair::works)
                        .map(other -> other.pair.server())
                        .findFirst()
                : Optional.empty();
    }

    private boolean works() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private Stream<Finding> warnings(Profile servedBy) {
        var why = new Label(
                new Where.Absent(servedBy.config().source()),
                "the client works with this server, which listens at the same place, so this only warns");
        return findings.stream()
                .map(finding -> finding.severity() == Severity.ERROR
                        ? finding.asTentative(ELSEWHERE)
                                .withRelated(Stream.concat(finding.related().stream(), Stream.of(why))
                                        .toList())
                        : finding.asTentative(ELSEWHERE));
    }
}

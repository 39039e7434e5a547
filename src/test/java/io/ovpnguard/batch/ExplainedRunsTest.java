package io.ovpnguard.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of each pair that failed when it was played, a rule tells why: a finding leads to what became of it. Of a pair that
 * worked nothing is called an error. It reads the same runs as {@link RecordedRunsTest}.
 */
class ExplainedRunsTest {

    /** What happens, whatever both sides say. */
    private final RuleEngine engine = new RuleEngine(RuleCatalog.all(), Consistency.EFFECTIVE);

    static Stream<Path> pairs() {
        return RecordedRuns.files("pairs-");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void findingsLeadToWhatWasPlayed(Path file) throws Exception {
        var runs = RecordedRuns.open(file.getParent());
        var unexplained = new ArrayList<String>();
        for (var recorded : RecordedRuns.recorded(file)) {
            complaint(runs, recorded).ifPresent(unexplained::add);
        }
        assertThat(unexplained).isEmpty();
    }

    private Optional<String> complaint(RecordedRuns runs, JsonNode recorded) throws BadRow {
        var row = RowReader.read(runs.pair(recorded));
        var findings = engine.explain(
                Predictor.predict(row.server().orElseThrow(), row.client().orElseThrow(), row.at()));
        var outcome = recorded.get("outcome").asText();
        var isExplained = outcome.equals(Outcome.WORKS.word())
                ? findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)
                : findings.stream()
                        .anyMatch(finding -> finding.consequence().word().equals(outcome));
        List<String> said = findings.stream()
                .map(finding -> finding.severity() + " " + finding.rule() + " -> " + finding.consequence())
                .toList();
        return isExplained
                ? Optional.empty()
                : Optional.of(recorded.get("id").asText() + ": " + outcome + ", but " + said);
    }
}

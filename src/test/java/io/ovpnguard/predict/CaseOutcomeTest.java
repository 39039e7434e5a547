package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.rule.Case;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The prediction for a case's pair is the outcome that the case states, at each of its versions. That real OpenVPN does
 * the same is tested by playing the cases.
 */
class CaseOutcomeTest {

    @TestFactory
    Stream<DynamicTest> isWhatTheCaseStates() {
        return Case.all().stream()
                .filter(each -> each.properties().containsKey("outcome"))
                .map(each -> DynamicTest.dynamicTest(
                        each.rule() + "/" + each.folder().getFileName(),
                        each.folder().toUri(),
                        () -> check(each)));
    }

    private static void check(Case each) {
        var pair = each.bundle().pairs().getFirst();
        for (var server : pair.server().versions().candidates()) {
            for (var client : pair.client().versions().candidates()) {
                var prediction = Predictor.predict(
                        Process.of(pair.server(), server), Process.of(pair.client(), client), Sketch.AT);
                assertThat(prediction.outcome().word())
                        .as("server %s, client %s", server, client)
                        .isEqualTo(each.properties().getProperty("outcome"));
            }
        }
    }
}

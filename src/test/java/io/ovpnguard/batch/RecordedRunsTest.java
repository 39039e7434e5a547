package io.ovpnguard.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.batch.RecordedRuns.Judged;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real OpenVPN of six versions did is what {@code predict --batch} says: outcome, data cipher and options strings,
 * byte for byte. It reads the sample of the test resources, and all runs where {@code -Dovpnguard.oracle=DIR} names them.
 */
class RecordedRunsTest {

    static Stream<Path> pairs() {
        return RecordedRuns.files("pairs-");
    }

    static Stream<Path> optionsStrings() {
        return RecordedRuns.files("options-strings-");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void pairsDoWhatIsPredicted(Path file) throws Exception {
        var judged = RecordedRuns.open(file.getParent()).pairs(file);
        assertThat(judged).isNotEmpty();
        assertThat(judged.stream().filter(each -> !each.differences().isEmpty()).map(Judged::toString))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("optionsStrings")
    void processesSayOfTheirOptionsWhatIsPredicted(Path file) throws Exception {
        var judged = RecordedRuns.open(file.getParent()).single(file);
        assertThat(judged).isNotEmpty();
        for (var each : judged) {
            var side = RecordedRuns.side(each.recorded());
            var strings = each.predicted().get("occ");
            assertThat(strings.get(side + "_local"))
                    .as(each.recorded().get("id").asText())
                    .isEqualTo(each.recorded().get("local"));
            assertThat(strings.get(side + "_expects"))
                    .as(each.recorded().get("id").asText())
                    .isEqualTo(each.recorded().get("expects"));
        }
    }
}

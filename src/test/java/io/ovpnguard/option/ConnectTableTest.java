package io.ovpnguard.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real client of the OpenVPN 3 core said of each name: {@code ovpncli} of release 3.11.7, with the option alone
 * beside the least that a profile needs.
 */
class ConnectTableTest {

    private static final Path RECORDED = Path.of("src/test/resources/option/connect-taken.tsv");

    private static final ConnectTable TABLE = ConnectTable.get();

    /** One name as it was recorded; {@code message} is a hyphen where nothing was said. */
    record Recorded(String name, String verdict, String message) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recorded> recorded() throws IOException {
        return Files.readAllLines(RECORDED).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(cells -> new Recorded(cells[0], cells[1], cells[2]));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void everyNameIsTreatedAsARealClientDoes(Recorded row) {
        var treatment = TABLE.treatment(row.name());
        var verdict = treatment.isRefused() ? "refused" : treatment.isWarned() ? "warned" : "silent";
        assertThat(verdict).isEqualTo(row.verdict());
        if (treatment != ConnectTreatment.FATAL) {
            assertThat(treatment.message()).isEqualTo(row.message().equals("-") ? "" : row.message());
        }
    }

    @Test
    void everyNameOfBothTablesWasRecorded() throws IOException {
        var names = recorded().map(Recorded::name).toList();
        assertThat(names).containsAll(TABLE.names());
        assertThat(names)
                .containsAll(
                        OptionTable.get().rows().stream().map(OptionSpec::name).toList());
    }

    @Test
    void whatNobodyKnowsIsUnknown() {
        assertThat(List.of(TABLE.treatment("no-such-option"), TABLE.treatment("daemon")))
                .containsOnly(ConnectTreatment.UNKNOWN);
    }
}

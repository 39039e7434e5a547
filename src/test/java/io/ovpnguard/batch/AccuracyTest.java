package io.ovpnguard.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** docs/accuracy.md says what comes of all recorded runs, where they are there. */
class AccuracyTest {

    private static final Path PAGE = Path.of("docs/accuracy.md");

    @Test
    void thePageIsUpToDate() throws Exception {
        var folder = RecordedRuns.all();
        Assumptions.assumeTrue(folder.isPresent(), "needs -Dovpnguard.oracle=DIR");
        var page = Accuracy.page(folder.get());
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
}

package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole deployments with all rules on: what {@code check} says of each, to the letter. */
class CorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/cases/_corpus");

    @TestFactory
    Stream<DynamicTest> saysWhatIsExpected() throws IOException {
        try (var folders = Files.list(CORPUS)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(
                            folder.getFileName().toString(), folder.toUri(), () -> check(folder)));
        }
    }

    private static void check(Path folder) throws IOException {
        var input = folder.resolve("input");
        var run = Run.of("check", input.toString());
        assertThat(run.err()).isEmpty();
        var said = run.out().replace(input + "/", "");
        var expectFile = folder.resolve("expect.txt");
        var isUpdate = "update".equals(System.getProperty("golden"));
        assertThat(isUpdate && "true".equals(System.getenv("CI")))
                .as("expectations are never rewritten in CI")
                .isFalse();
        var isNew = Files.notExists(expectFile);
        if (isUpdate || isNew) {
            Files.writeString(expectFile, said);
        }
        if (!isUpdate && isNew) {
            fail("%s is new: read it, and commit it if it is right", expectFile);
        }
        assertThat(said).isEqualTo(Files.readString(expectFile));
    }
}

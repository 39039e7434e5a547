package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every rule says of its cases what their expect files say, to the letter. */
class CaseTest {

    @TestFactory
    Stream<DynamicTest> saysWhatIsExpected() {
        return Case.all().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.rule() + "/" + each.folder().getFileName(),
                        each.folder().toUri(),
                        () -> check(each)));
    }

    private static void check(Case each) throws IOException {
        var expectFile = each.folder().resolve("expect.txt");
        var said = each.play();
        var isUpdate = "update".equals(System.getProperty("golden"));
        assertThat(isUpdate && "true".equals(System.getenv("CI")))
                .as("expectations are never rewritten in CI")
                .isFalse();
        if (isUpdate && !said.isEmpty()) {
            Files.writeString(expectFile, said);
        }
        if (!said.isEmpty() && Files.notExists(expectFile)) {
            Files.writeString(expectFile, said);
            fail("%s is new: read it, and commit it if it is right", expectFile);
        }
        assertThat(said).isEqualTo(Files.exists(expectFile) ? Case.read(expectFile) : "");
    }
}

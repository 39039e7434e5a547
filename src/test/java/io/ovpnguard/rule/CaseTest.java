package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.Golden;
import java.io.IOException;
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
        var expectation = each.folder().resolve("expect.txt");
        Golden.matches(expectation, each.play());
        var isClean = each.folder().getFileName().toString().startsWith("clean");
        assertThat(expectation.toFile().exists())
                .as("a case is named `clean...` when it expects nothing, and only then")
                .isNotEqualTo(isClean);
    }
}

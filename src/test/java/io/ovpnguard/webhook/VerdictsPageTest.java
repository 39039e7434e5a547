package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** Each sentence of docs/verdicts.md has a test that exists, or says that it has none. */
class VerdictsPageTest {

    private static final Path PAGE = Path.of("docs/verdicts.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern SENTENCE = Pattern.compile("(?m)^\\| (?<sentence>[^*|].*) \\| (?<tests>.+) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(?<type>\\w+(?:Test|IT))\\.(?<method>\\w+)`");

    @TestFactory
    Stream<DynamicTest> eachSentenceHasATest() throws IOException {
        var sources = sources();
        return SENTENCE.matcher(Files.readString(PAGE))
                .results()
                .filter(row -> !row.group("sentence").equals("sentence")
                        && !row.group("sentence").startsWith("---"))
                .map(row -> DynamicTest.dynamicTest(
                        row.group("sentence"), () -> assertTested(row.group("tests"), sources)));
    }

    private static void assertTested(String tests, Map<String, Path> sources) throws ClassNotFoundException {
        if (tests.startsWith("later: ") || tests.startsWith("documented: ")) {
            return;
        }
        var named = NAMED.matcher(tests).results().toList();
        assertThat(named).as("tests in " + tests).isNotEmpty();
        for (var test : named) {
            assertThat(sources).containsKey(test.group("type"));
            assertThat(tests(sources.get(test.group("type")))).contains(test.group("method"));
        }
    }

    /** {@return the names of a class's tests} */
    private static List<String> tests(Path source) throws ClassNotFoundException {
        var name = TESTS.relativize(source).toString().replace(".java", "").replace('/', '.');
        return Arrays.stream(Class.forName(name, false, VerdictsPageTest.class.getClassLoader())
                        .getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName)
                .toList();
    }

    private static Map<String, Path> sources() throws IOException {
        try (var files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java")
                            || file.toString().endsWith("IT.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file));
        }
    }
}

package io.ovpnguard.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.source.Source;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text, however broken. */
class ConfigParserPropertiesTest {

    @Provide
    Arbitrary<String> configs() {
        var pieces = Arbitraries.of(
                "dev",
                "push",
                "setenv opt",
                "config a",
                "<ca>",
                "</ca>",
                "<connection>",
                "</connection>",
                " ",
                "\t",
                "\n",
                "\r\n",
                "\"",
                "'",
                "\\",
                "#",
                ";",
                "\0",
                "\uFEFF",
                "--",
                "é",
                "😀",
                ",",
                "x",
                "y".repeat(250));
        return pieces.list().ofMaxSize(60).map(list -> String.join("", list));
    }

    @Property
    void anyTextIsReadAndEverySpanIsInside(@ForAll("configs") String text) {
        var source = Source.of("a.conf", text);
        var config = ConfigParser.parse(source, (from, name) -> java.util.Optional.of(source));
        check(config.directives());
        // A span checks its own bounds when it is made; positions must exist too.
        config.problems()
                .forEach(problem -> assertThat(problem.span().from().line())
                        .isBetween(1, source.lines().lineCount()));
    }

    private static void check(List<Directive> directives) {
        for (var directive : directives) {
            assertThat(directive.nameSpan().start())
                    .isGreaterThanOrEqualTo(directive.span().start());
            for (var argument : directive.arguments()) {
                assertThat(argument.span().end())
                        .isLessThanOrEqualTo(directive.span().end());
            }
            check(directive.nested());
        }
    }

    @Provide
    Arbitrary<List<String>> parameters() {
        return Arbitraries.strings()
                .ascii()
                .excludeChars('\n', '\0')
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property
    void quotedParametersComeBackAsTheyWere(@ForAll("parameters") List<String> parameters) {
        var line = parameters.stream()
                .map(value -> "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(" ", "setenv ", "\n"));
        var directive = ConfigParser.parse(Source.of("a.conf", line), Includes.NONE)
                .directives()
                .getFirst();
        assertThat(directive.arguments()).extracting(Argument::value).isEqualTo(parameters);
    }
}

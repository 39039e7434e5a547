package io.ovpnguard.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigParserTest {

    private static ConfigFile parse(String text) {
        return ConfigParser.parse(Source.of("a.conf", text), Includes.NONE);
    }

    private static List<List<String>> words(ConfigFile config) {
        return config.directives().stream()
                .map(directive -> Stream.concat(
                                Stream.of(directive.name()),
                                directive.arguments().stream().map(Argument::value))
                        .toList())
                .toList();
    }

    private static String text(Span span) {
        return span.source().text().substring(span.start(), span.end());
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("dev tun", List.of("dev", "tun")),
                Arguments.of("  --dev\ttun  # why", List.of("dev", "tun")),
                Arguments.of("dev tun;no comment", List.of("dev", "tun;no", "comment")),
                Arguments.of("dev tun ;comment", List.of("dev", "tun")),
                Arguments.of("dev tun\r", List.of("dev", "tun")),
                Arguments.of("setenv a \"b \\\"c\\\\\"", List.of("setenv", "a", "b \"c\\")),
                Arguments.of("setenv a 'b \\ \"c'", List.of("setenv", "a", "b \\ \"c")),
                Arguments.of("setenv a b\\ c", List.of("setenv", "a", "b c")),
                Arguments.of("setenv a \"b\"'c'", List.of("setenv", "a", "b", "c")),
                Arguments.of("setenv a b\"c'd", List.of("setenv", "a", "b\"c'd")),
                Arguments.of("setenv a \"\"", List.of("setenv", "a", "")),
                Arguments.of("setenv a \\\"b", List.of("setenv", "a", "\"b")),
                Arguments.of("setenv a b\\\\#c", List.of("setenv", "a", "b\\#c")),
                Arguments.of("setenv a\\ b c\\ d", List.of("setenv", "a b", "c d")),
                Arguments.of("setenv a b\0 c", List.of("setenv", "a", "b")),
                Arguments.of("-- dev", List.of("--", "dev")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void splitsALineAsOpenVpnDoes(String line, List<String> expected) {
        assertThat(words(parse(line))).containsExactly(expected);
    }

    @Test
    void ofOneNameTheLastIsKept() {
        var config = parse("verb 1\nport 1194\nverb 3\n");

        assertThat(config.last("verb").flatMap(verb -> verb.value(0))).contains("3");
        assertThat(config.all("verb")).hasSize(2);
        assertThat(config.has("mute")).isFalse();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("setenv a \"b c", "no closing quotation mark", "\"b c"),
                Arguments.of("setenv a 'b c", "no closing single quotation mark", "'b c"),
                Arguments.of("ca C:\\vpn\\ca.crt", "a backslash stands before `v`", "\\v"),
                Arguments.of("ca a\\", "ends in a backslash", "\\"),
                Arguments.of("setenv a " + "b".repeat(257), "longer than 256 bytes", "b".repeat(257)),
                Arguments.of("</ca>", "closing tag `</ca>` has no opening tag", "</ca>"),
                Arguments.of("<ca>\nabc\n", "no `</ca>` closes this block", "<ca>"),
                Arguments.of("push \"a,b\"", "holds a comma", "\"a,b\""));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void namesWhatOpenVpnRefusesAndGoesOn(String line, String message, String place) {
        var config = parse("dev tun\n" + line + "\n");
        var problem = parse("dev tun\n" + line).problems().stream()
                .filter(found -> found.message().contains(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError(config.problems()));
        assertThat(problem.fatal()).isTrue();
        assertThat(text(problem.span())).isEqualTo(place);
        assertThat(words(config)).contains(List.of("dev", "tun"));
    }

    @Test
    void aLineOf255BytesIsReadAndOneOf256IsTooLong() {
        var longest = "# " + "x".repeat(252) + "\n";
        assertThat(parse(longest).problems()).isEmpty();
        assertThat(parse("x" + longest).problems()).extracting(Problem::fatal).containsExactly(true);
        assertThat(parse("# " + "é".repeat(127)).problems()).hasSize(1);
    }

    @Test
    void parametersBeyondTheSixteenthAreIgnored() {
        var config = parse("a 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17");
        assertThat(config.directives().getFirst().arguments()).hasSize(15);
        assertThat(config.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.fatal()).isFalse();
            assertThat(text(problem.span())).isEqualTo("16 17");
        });
    }

    @Test
    void keepsTheTextOfInlineBlocks() {
        var config = parse("<ca>\r\nline 1\n  </caX>\n # 2\n  </ca> rest\ndev tun\n");
        var block = config.directives().getFirst();
        assertThat(block.name()).isEqualTo("ca");
        assertThat(block.inline().orElseThrow().text()).isEqualTo("line 1\n  </caX>\n # 2\n");
        assertThat(text(block.inline().orElseThrow().span())).isEqualTo("line 1\n  </caX>\n # 2\n");
        assertThat(text(block.span())).startsWith("<ca>").endsWith("</ca>");
        assertThat(config.has("dev")).isTrue();
        assertThat(config.problems()).isEmpty();
    }

    @Test
    void anUnclosedBlockEndsBeforeTheNextTag() {
        var config = parse("<ca>\nabc\n<cert>\ndef\n</cert>\ndev tun\n");
        assertThat(config.problems()).hasSize(1);
        assertThat(words(config)).containsExactly(List.of("ca"), List.of("cert"), List.of("dev", "tun"));
    }

    @Test
    void readsConnectionBlocksAsDirectives() {
        var config = parse("<connection>\nremote a 1194\n--proto tcp\n</connection>\n");
        var nested = config.directives().getFirst().nested();
        assertThat(nested).extracting(Directive::name).containsExactly("remote", "proto");
        assertThat(text(nested.get(1).arguments().getFirst().span())).isEqualTo("tcp");
    }

    @Test
    void pushedOptionsPointIntoTheQuotes() {
        var config = parse("push \"route 10.0.0.0 255.0.0.0\"\npush 'comp-lzo \"yes\"'\npush \"a \\\"b\\\"\"\n");
        var route = config.directives().get(0).nested().getFirst();
        assertThat(text(route.arguments().get(1).span())).isEqualTo("255.0.0.0");
        var compression = config.directives().get(1).nested().getFirst();
        assertThat(compression.value(0)).contains("yes");
        assertThat(text(compression.arguments().getFirst().span())).isEqualTo("\"yes\"");
        var escaped = config.directives().get(2).nested().getFirst();
        assertThat(escaped.value(0)).contains("b");
        assertThat(text(escaped.arguments().getFirst().span())).isEqualTo("\"a \\\"b\\\"\"");
    }

    @Test
    void setenvOptCarriesAnOption() {
        var nested = parse("setenv opt block-outside-dns yes")
                .directives()
                .getFirst()
                .nested();
        assertThat(nested).extracting(Directive::name).containsExactly("block-outside-dns");
        assertThat(nested.getFirst().value(0)).contains("yes");
    }

    @Test
    void includedFilesStandInPlace() {
        var files = Map.of("b.conf", Source.of("b.conf", "proto tcp\n"));
        var config = ConfigParser.parse(
                Source.of("a.conf", "dev tun\nconfig b.conf\nport 1\nconfig c.conf\n"),
                (from, name) -> Optional.ofNullable(files.get(name)));
        assertThat(config.directives())
                .extracting(Directive::name)
                .containsExactly("dev", "config", "proto", "port", "config");
        assertThat(config.directives().get(2).span().source().name()).isEqualTo("b.conf");
    }

    @Test
    void aFileThatIncludesItselfEndsAtTenLevels() {
        var self = Source.of("a.conf", "dev tun\nconfig a.conf\n");
        var config = ConfigParser.parse(self, (from, name) -> Optional.of(self));
        assertThat(config.all("dev")).hasSize(10);
        assertThat(config.problems()).hasSize(1);
    }

    @Test
    @Timeout(10)
    void filesThatIncludeThemselvesOftenTakeNoExponentialTime() {
        var self = Source.of("a.conf", "config a.conf\n".repeat(20));
        assertThat(ConfigParser.parse(self, (from, name) -> Optional.of(self)).problems())
                .extracting(Problem::fatal)
                .containsExactly(true);
    }

    @Test
    @Timeout(10)
    void includesThatMultiplyEndWithAWarning() {
        var config = ConfigParser.parse(
                Source.of("0", "config 1\n".repeat(10)),
                (from, name) -> Optional.of(Source.of(
                        name, ("config " + (Integer.parseInt(name) + 1) + "\n").repeat(name.equals("9") ? 0 : 10))));
        assertThat(config.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.message()).contains("more than 500 files");
        });
    }

    @Test
    @Timeout(10)
    void manyUnclosedBlocksTakeNoQuadraticTime() {
        var text = IntStream.range(0, 100_000)
                .mapToObj(index -> "<a" + index + ">\n")
                .collect(Collectors.joining());
        assertThat(parse(text).problems()).hasSize(10);
    }

    @Test
    void skipsAByteOrderMarkOnTheFirstLineOnly() {
        assertThat(words(parse("\uFEFFdev tun\n\uFEFFport 1\n")))
                .containsExactly(List.of("dev", "tun"), List.of("\uFEFFport", "1"));
    }

    @Test
    void neverShowsValues() {
        var directive = parse("auth-token s3cret\n<key>\ns3cret\n</key>").directives();
        assertThat(directive.toString()).doesNotContain("s3cret");
    }
}

package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Directive;
import io.ovpnguard.syntax.Includes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real OpenVPN splits lines as the parser does. It prints the first and the third argument of {@code remote host port
 * protocol} when it refuses the protocol, so what it read can be compared.
 */
class LexerAgainstOpenVpnIT {

    private static final Pattern REMOTE =
            Pattern.compile("remote: bad protocol associated with host (.*?): '(.*?)'\\R", Pattern.DOTALL);

    /** What OpenVPN says when it cannot read a line. */
    private static final Pattern UNREADABLE = Pattern.compile(
            "No closing (?:single )?quotation|Residual parse state|Bad backslash|Maximum option line|Endtag .* missing");

    private static final List<String> PIECES = List.of(
            "a", "b", " ", "  ", "\t", "\\", "\\\\", "\\\"", "\\ ", "\"", "\"", "'", "'", "#", ";", "--", "é", ",",
            "\r", "\f");

    private static final int GENERATED = 150;

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> readsEachLineAsOpenVpnDoes() {
        var binaries = Laboratory.programs();
        var configs = Stream.concat(written().stream(), generated().stream()).toList();
        return binaries.stream()
                .map(binary -> DynamicTest.dynamicTest("OpenVPN " + binary.release(), () -> {
                    for (var config : configs) {
                        check(binary, config);
                    }
                }));
    }

    private static List<String> written() {
        return List.of(
                "remote \"a b\" 1 'c\"d'\n",
                "remote a#b 1 c;d #e\n",
                "remote \"\" 1 x\n",
                "remote a\\ b 1 \"\\\\c\\\"\"\n",
                "--remote a 1 x",
                "\uFEFFremote a 1 x\n",
                "\\#remote a 1 y\nremote b 1 x\n",
                "\\ remote b 1 x\n",
                "remote a 1 x\0 y z\n",
                "remote a 1 'x\n",
                "remote a 1 \"x\\\n",
                "remote a 1 x\\",
                "remote a 1 C:\\vpn\n",
                "<ca>\nremote a 1 y\n \t</ca> junk\nremote b 1 x\n",
                "--<ca>\nremote a 1 y\n</ca>\nremote b 1 x\n",
                "\"<ca>\" # why\nremote a 1 y\n</ca>\nremote b 1 x\n",
                "<ca>\nremote a 1 x\n",
                "</ca>\nremote a 1 x\n",
                "#" + "x".repeat(253) + "\nremote a 1 x\n",
                "#" + "x".repeat(254) + "\nremote a 1 x\n",
                "#" + "é".repeat(127) + "\nremote a 1 x\n",
                "\uFEFF#" + "x".repeat(250) + "\nremote a 1 x\n",
                "\uFEFF#" + "x".repeat(251) + "\nremote a 1 x\n",
                "<connection>\nremote a 1 udp # " + "y".repeat(240) + "remote b 1 x\n</connection>\n",
                "<connection>\nremote a 1 x # " + "y".repeat(300) + "\n</connection>\n",
                "remote a 1 " + "x".repeat(244),
                "remote a 1 " + "x".repeat(245));
    }

    /** Lines that are mostly tricky; the same ones in each run. */
    private static List<String> generated() {
        var random = new Random(7);
        return IntStream.range(0, GENERATED)
                .mapToObj(_ -> "remote " + word(random) + " 1 " + word(random) + "\n")
                .toList();
    }

    private static String word(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    private static void check(OpenVpnBinary binary, String text) throws IOException {
        var file = folder.resolve("client.conf");
        Files.writeString(file, text);
        var output = Command.of(binary.path().toString(), "--config", file.toString())
                .run()
                .output();
        var parsed = ConfigParser.parse(Source.of("client.conf", text), Includes.NONE);

        var isUnreadable = parsed.problems().stream().anyMatch(Problem::fatal);
        assertThat(isUnreadable)
                .as("unreadable for the parser; `%s` prints%n%s", text, output)
                .isEqualTo(UNREADABLE.matcher(output).find());
        var printed = REMOTE.matcher(output);
        if (printed.find()) {
            assertThat(remote(parsed))
                    .as("host and protocol of `%s`", text)
                    .isEqualTo(List.of(printed.group(1), printed.group(2)));
        }
    }

    private static List<String> remote(ConfigFile config) {
        return config
                .ownDirectives()
                .filter(directive -> directive.is("remote"))
                .reduce((first, second) -> second)
                .stream()
                .flatMap(LexerAgainstOpenVpnIT::hostAndProtocol)
                .toList();
    }

    private static Stream<String> hostAndProtocol(Directive remote) {
        return Stream.of(remote.value(0).orElseThrow(), remote.value(2).orElseThrow());
    }
}

package io.ovpnguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.cli.CommandLineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows what its commands really print. {@code -Dgolden=update} writes it anew. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern CONSOLE =
            Pattern.compile("```console\n\\$ ./ovpnguard (?<command>[^\n]*)\n(?<output>.*?)```\n", Pattern.DOTALL);

    @Test
    void showsWhatItsCommandsPrint() throws IOException {
        var readme = Files.readString(README);
        assertThat(CONSOLE.matcher(readme).results()).hasSizeGreaterThanOrEqualTo(2);
        var real = CONSOLE.matcher(readme).replaceAll(block -> Matcher.quoteReplacement(real(block)));
        Golden.matches(README, real);
    }

    private static String real(MatchResult block) {
        var command = block.group("command");
        var out = new StringWriter();
        CommandLineFactory.create().setOut(new PrintWriter(out)).execute(command.split(" "));
        return "```console\n$ ./ovpnguard " + command + "\n" + out + "```\n";
    }
}

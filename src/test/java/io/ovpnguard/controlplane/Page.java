package io.ovpnguard.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of documentation whose transcripts are played: what its commands print replaces what stands there.
 * {@code -Dgolden=update} keeps that.
 */
public final class Page {

    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^\\$ (?<command>(?:.*\\\\\n)*.*)\n(?<output>(?:(?!\\$ ).*\n)*)");

    private final Path file;
    private String text;

    private Page(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Runs the commands of a section, in order.
     *
     * @param shell runs a command, and tells what it prints
     */
    void play(String heading, UnaryOperator<String> shell) {
        var section = Pattern.compile("(?s)(?<=\n)## " + Pattern.quote(heading) + "\n.*?(?=\n## |\\z)")
                .matcher(text);
        assertThat(section.find()).as("section %s of %s", heading, file).isTrue();
        var played = CONSOLE.matcher(section.group())
                .replaceAll(block -> Matcher.quoteReplacement("```console\n" + played(block, shell) + "```\n"));
        text = text.substring(0, section.start()) + played + text.substring(section.end());
    }

    private static String played(MatchResult block, UnaryOperator<String> shell) {
        return COMMAND.matcher(block.group(1)).replaceAll(each -> {
            var command = each.group("command");
            var output = shell.apply(command);
            return Matcher.quoteReplacement("$ " + command + "\n" + (output.isEmpty() ? "" : output + "\n"));
        });
    }

    /** Fails when a transcript is not what its commands print. */
    public void check() throws IOException {
        if ("update".equals(System.getProperty("golden")) && !"true".equals(System.getenv("CI"))) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}

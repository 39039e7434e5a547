package io.ovpnguard.syntax;

import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A script, as far as it can be known without running it. */
public final class ShellScript {

    private static final Pattern HERE = Pattern.compile("<<-?[ \\t]*[\"'\\\\]?([A-Za-z_][A-Za-z0-9_]{0,40})");

    /** Each of these is looked through to the end of the text. */
    private static final int MAX_UNFINISHED = 20;

    private ShellScript() {}

    /**
     * A text that a script gives to a command.
     *
     * @param span of the text in the script
     */
    public record HereDocument(Source text, Span span) {}

    /** {@return whether a text names its interpreter; OpenVPN can be one too} */
    public static boolean isOne(Source text) {
        var first = text.text().lines().findFirst().orElse("");
        return first.startsWith("#!") && !first.contains("openvpn");
    }

    /** {@return the here-documents of a script, in order; a text that is no script seldom has any} */
    public static List<HereDocument> hereDocuments(Source script) {
        var documents = new ArrayList<HereDocument>();
        var text = script.text();
        if (!text.contains("<<")) {
            return documents;
        }
        var matcher = HERE.matcher(text);
        var from = 0;
        var unfinished = 0;
        while (unfinished < MAX_UNFINISHED && from < text.length() && matcher.find(from)) {
            var start = text.indexOf('\n', matcher.end()) + 1;
            var end = start == 0 ? -1 : lineOf(matcher.group(1), text, start);
            if (end < 0) {
                unfinished++;
                from = matcher.end();
                continue;
            }
            documents.add(new HereDocument(
                    Source.of(script.name(), text.substring(start, end), script.sensitivity()),
                    script.span(start, end)));
            from = end;
        }
        return documents;
    }

    /** {@return where the line begins that holds nothing but a word, or a negative number} */
    private static int lineOf(String word, String text, int from) {
        for (var line = from; line < text.length(); ) {
            var newline = text.indexOf('\n', line);
            var end = newline < 0 ? text.length() : newline;
            if (text.substring(line, end).strip().equals(word)) {
                return line;
            }
            line = end + 1;
        }
        return -1;
    }

    /** {@return the exit status of a script that does nothing but end; empty for any other} */
    public static Optional<Integer> exitStatus(Source script) {
        Optional<Integer> status = Optional.empty();
        for (var line : script.text().split("\n", -1)) {
            var command = line.strip();
            if (command.isEmpty() || command.startsWith("#")) {
                continue;
            }
            if (status.isPresent()) {
                return Optional.empty();
            }
            status = statusOf(command);
            if (status.isEmpty()) {
                return status;
            }
        }
        return status;
    }

    private static Optional<Integer> statusOf(String command) {
        return switch (command) {
            case "true", ":", "exit", "exit 0" -> Optional.of(0);
            case "false" -> Optional.of(1);
            default -> {
                var number = command.startsWith("exit ") ? command.substring("exit ".length()) : "";
                var isNumber = !number.isEmpty()
                        && number.length() <= 3
                        && number.chars().allMatch(Character::isDigit);
                yield isNumber ? Optional.of(Integer.parseInt(number)) : Optional.empty();
            }
        };
    }
}

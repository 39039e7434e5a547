package io.ovpnguard.openvpn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks a real OpenVPN what it takes of an option. It never gets past reading its config: the last line is one that every
 * version refuses.
 */
record OptionProbe(OpenVpnBinary binary, Path folder) {

    /** One more than any option counts. */
    private static final int MOST_ARGUMENTS = 6;

    /** Refused by all, with words that nothing else has. */
    private static final String LAST_LINE = "remote a 1 no-protocol\n";

    private static final String END = "'no-protocol'";

    /** A name that no version knows; told to be ignorable, it makes OpenVPN say which line it has reached. */
    private static final String MARK = "mark-of-the-probe";

    private static final Pattern UNRECOGNIZED =
            Pattern.compile("Unrecognized option or missing or extra parameter\\(s\\) in \\S+?:(\\d+): ");

    /** Some options count by themselves. */
    private static final Pattern MISCOUNTED =
            Pattern.compile("directive should have at most \\d+ parameter|requires a second parameter");

    private static final String MISPLACED = "cannot be used in this context";

    private static final Pattern REFUSED =
            Pattern.compile(UNRECOGNIZED + "|" + MISCOUNTED + "|" + MISPLACED + "|is not expected to be inline");

    /** {@return what it takes, as the fixture has it: numbers of arguments, then places; a hyphen when it takes nothing} */
    String taken(String option) {
        var outputs = new StringBuilder();
        var counts = counts(option, outputs);
        if (counts.isEmpty()) {
            return "-";
        }
        var text = new StringBuilder(ranges(counts));
        if (outputs.indexOf(MISPLACED) < 0) {
            text.append(" config");
        }
        if (isTaken("<connection>\nremote b\n" + line(option, counts.first()) + "</connection>\n")) {
            text.append(" connection");
        }
        if (isTaken("<" + option + ">\nremote b\n</" + option + ">\n")) {
            text.append(" inline");
        }
        return text.toString();
    }

    /** Lines with no, one, two ... arguments, and before each a mark. */
    private SortedSet<Integer> counts(String option, StringBuilder outputs) {
        var counts = new TreeSet<Integer>();
        for (var from = 0; from <= MOST_ARGUMENTS; ) {
            var first = from;
            var config = "ignore-unknown-option " + MARK + " " + option + "\n"
                    + IntStream.rangeClosed(first, MOST_ARGUMENTS)
                            .mapToObj(count -> MARK + "\n" + line(option, count))
                            .collect(Collectors.joining());
            var output = output(config);
            outputs.append(output);
            var lines = UNRECOGNIZED
                    .matcher(output)
                    .results()
                    .map(result -> Integer.parseInt(result.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
            // Line 2 is the first mark, line 3 the first probe. It stopped behind the last mark that it told of.
            var isThrough = output.contains(END);
            var reached = isThrough ? MOST_ARGUMENTS : first + (lines.last() - 2) / 2;
            IntStream.rangeClosed(first, reached)
                    .filter(count -> !lines.contains(3 + 2 * (count - first)))
                    .filter(count -> isThrough
                            || count < reached
                            || !MISCOUNTED.matcher(output).find())
                    .forEach(counts::add);
            from = reached + 1;
        }
        return counts;
    }

    private boolean isTaken(String config) {
        return !REFUSED.matcher(output(config)).find();
    }

    private static String line(String option, int arguments) {
        return option + " 1".repeat(arguments) + "\n";
    }

    private static String ranges(SortedSet<Integer> counts) {
        var text = new StringBuilder();
        for (var count : counts) {
            if (!counts.contains(count - 1)) {
                text.append(text.isEmpty() ? "" : ",").append(count);
                var last = last(counts, count);
                text.append(last == MOST_ARGUMENTS ? "+" : last > count ? "-" + last : "");
            }
        }
        return text.toString();
    }

    private static int last(SortedSet<Integer> counts, int first) {
        var last = first;
        while (counts.contains(last + 1)) {
            last++;
        }
        return last;
    }

    private String output(String config) {
        try {
            var file = Files.createTempFile(folder, "probe", ".conf");
            Files.writeString(file, config + LAST_LINE);
            var output = Command.of(binary.path().toString(), "--config", file.toString())
                    .run()
                    .output();
            Files.delete(file);
            return output;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

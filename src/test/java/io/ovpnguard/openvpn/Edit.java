package io.ovpnguard.openvpn;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A change of a pair of configs; {@code edits.txt} says how it is written.
 *
 * @param side the side that is changed; empty for both
 * @param isBase whether every pair of the topic has it
 * @param text the lines as written
 */
record Edit(String topic, Optional<Side> side, boolean isBase, String text) {

    private static final Pattern RANGE = Pattern.compile("(<|>=)(\\d+\\.\\d+) (.*)");

    static Edit parse(String line) {
        var words = line.split(" ", 3);
        return switch (words[1]) {
            case "server" -> new Edit(words[0], Optional.of(Side.SERVER), false, words[2]);
            case "client" -> new Edit(words[0], Optional.of(Side.CLIENT), false, words[2]);
            case "both" -> new Edit(words[0], Optional.empty(), false, words[2]);
            case "base" -> new Edit(words[0], Optional.empty(), true, words[2]);
            default -> throw new IllegalArgumentException(line);
        };
    }

    boolean isFor(Side one) {
        return side.isEmpty() || side.get() == one;
    }

    /** {@return the setup of one side with this change} */
    Setup apply(Setup setup, Side to, Version version) {
        if (!isFor(to)) {
            return setup;
        }
        var added = new ArrayList<String>();
        var replaced = new HashSet<String>();
        var files = new TreeMap<>(setup.files());
        var modes = new TreeMap<>(setup.modes());
        for (var part : parts(to, version)) {
            switch (part.charAt(0)) {
                case '-' -> replaced.add(part.substring(1));
                case '@' -> put(files, part);
                case '!' -> put(modes, part);
                default -> {
                    replaced.add(option(part));
                    added.add(part);
                }
            }
        }
        var lines = new ArrayList<>(setup.lines());
        lines.removeIf(line -> replaced.contains(option(line)));
        lines.addAll(added);
        return new Setup(lines, files, modes);
    }

    private List<String> parts(Side to, Version version) {
        return Arrays.stream(text.split("; "))
                .filter(part -> !part.startsWith(to == Side.SERVER ? "c: " : "s: "))
                .map(part -> part.startsWith("s: ") || part.startsWith("c: ") ? part.substring(3) : part)
                .flatMap(part -> inRange(part, version).stream())
                .toList();
    }

    private static Optional<String> inRange(String part, Version version) {
        var ranged = RANGE.matcher(part);
        if (!ranged.matches()) {
            return Optional.of(part);
        }
        var bound = Version.parse(ranged.group(2)).orElseThrow();
        var isIn = ranged.group(1).equals("<") ? version.isBefore(bound) : version.isAtLeast(bound);
        return isIn ? Optional.of(ranged.group(3)) : Optional.empty();
    }

    private static void put(TreeMap<String, String> texts, String part) {
        var equals = part.indexOf('=');
        var text = part.substring(equals + 1).replace("\\n", "\n").replace("\\r", "\r");
        texts.put(part.substring(1, equals), text);
    }

    private static String option(String line) {
        return line.strip().split("\\s+")[0];
    }

    /** {@return the edit in short} */
    String name() {
        var who = side.map(Side::word).orElse("both");
        return who + ": " + text;
    }
}

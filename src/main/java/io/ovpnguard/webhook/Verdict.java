package io.ovpnguard.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the API server is told of a change.
 *
 * @param message why it is denied; empty when it is allowed
 * @param warnings each one line
 */
record Verdict(boolean allowed, String message, List<String> warnings) {

    /** Longer ones are cut by the API server, in the middle of a word. */
    private static final int LONGEST_WARNING = 256;

    private static final int ALL_WARNINGS = 4096;

    private static final int ROOM_FOR_COUNT = "and 1000000 more".length();

    Verdict {
        Objects.requireNonNull(message);
        warnings = fitting(warnings);
    }

    static Verdict allow(List<String> warnings) {
        return new Verdict(true, "", warnings);
    }

    static Verdict deny(String message, List<String> warnings) {
        return new Verdict(false, message, warnings);
    }

    /** The API server drops in silence what is beyond its limit, so the last warning that fits tells how many do not. */
    private static List<String> fitting(List<String> warnings) {
        var fitting = new ArrayList<String>();
        var lines = warnings.stream().map(Verdict::shortened).distinct().toList();
        var room = ALL_WARNINGS - ROOM_FOR_COUNT;
        for (var line : lines) {
            room -= line.length();
            if (room < 0) {
                fitting.add("and " + (lines.size() - fitting.size()) + " more");
                break;
            }
            fitting.add(line);
        }
        return List.copyOf(fitting);
    }

    private static String shortened(String warning) {
        if (warning.length() <= LONGEST_WARNING) {
            return warning;
        }
        var end = LONGEST_WARNING - 3;
        return warning.substring(0, Character.isHighSurrogate(warning.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}

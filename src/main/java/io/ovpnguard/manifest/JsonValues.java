package io.ovpnguard.manifest;

import java.util.ArrayList;
import java.util.List;

/** Splits JSON values that stand one after another, as {@code jq} prints them and kubectl reads them: no {@code ---}. */
final class JsonValues {

    private JsonValues() {}

    /** {@return where each value of a stretch of text begins, and the stretch's end; YAML is one value} */
    static List<Integer> split(String text, int from, int to) {
        var starts = new ArrayList<>(List.of(from));
        var depth = 0;
        var values = 0;
        var isQuoted = false;
        for (var index = text.startsWith("---", from) ? from + 3 : from; index < to; index++) {
            var character = text.charAt(index);
            if (isQuoted) {
                index += character == '\\' ? 1 : 0;
                isQuoted = character != '"';
            } else if (character == '"' && depth > 0) {
                isQuoted = true;
            } else if (character == '{' || character == '[') {
                if (depth == 0 && values++ > 0) {
                    starts.add(index);
                }
                depth++;
            } else if (character == '}' || character == ']') {
                depth--;
            } else if (depth == 0 && !isIgnored(character)) {
                // Text outside of braces: this is YAML, whatever else is in it.
                return List.of(from, to);
            }
        }
        starts.add(to);
        return depth == 0 && !isQuoted ? starts : List.of(from, to);
    }

    private static boolean isIgnored(int character) {
        return Character.isWhitespace(character) || character == '\uFEFF';
    }
}

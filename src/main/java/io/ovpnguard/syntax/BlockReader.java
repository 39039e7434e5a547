package io.ovpnguard.syntax;

/** Finds the end of an inline block, as {@code read_inline_file} does. */
record BlockReader(Stretch in, int start, int to) {

    /**
     * Where a block ends.
     *
     * @param end index behind the last line of its text
     * @param behind index behind the closing tag
     * @param next index at which reading goes on
     */
    record Content(boolean closed, int end, int behind, int next) {}

    Content read(String tag) {
        var text = in.text();
        var closing = "</" + tag + ">";
        var anyOpening = -1;
        for (var line = start; line < to; ) {
            var end = in.endOfLine(line, to);
            var first = firstVisible(text, line, end);
            // OpenVPN looks at the beginning only: what follows the tag on its line is ignored.
            if (text.startsWith(closing, first) && first + closing.length() <= end) {
                return new Content(true, line, first + closing.length(), end);
            }
            if (anyOpening < 0 && first < end && text.charAt(first) == '<') {
                anyOpening = line;
            }
            line = end;
        }
        // OpenVPN gives up here. The next tag is the likeliest place where something else begins.
        var stop = anyOpening < 0 ? to : anyOpening;
        return new Content(false, stop, stop, stop);
    }

    private static int firstVisible(String text, int from, int to) {
        var index = from;
        while (index < to && Lexer.isSpace(text.charAt(index))) {
            index++;
        }
        return index;
    }
}

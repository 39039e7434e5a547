package io.ovpnguard.source;

import java.util.Arrays;

/**
 * Where the lines of a text begin, so that offsets become lines and columns. A line ends behind {@code \n}; a {@code \r}
 * before it belongs to the line, as OpenVPN sees it.
 */
public final class LineIndex {

    /** Code-point offset of each line's first code point. */
    private final int[] starts;

    private final int length;

    /** Index of each surrogate pair's second half, ascending; empty for nearly every text. */
    private final int[] lowSurrogates;

    private LineIndex(int[] starts, int length, int[] lowSurrogates) {
        this.starts = starts;
        this.length = length;
        this.lowSurrogates = lowSurrogates;
    }

    static LineIndex of(String text) {
        var starts = new int[64];
        var pairs = new int[0];
        var lines = 1;
        for (var index = 0; index < text.length(); index++) {
            var unit = text.charAt(index);
            if (unit == '\n') {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = index + 1 - pairs.length;
            } else if (Character.isLowSurrogate(unit)
                    && index > 0
                    && Character.isHighSurrogate(text.charAt(index - 1))) {
                pairs = Arrays.copyOf(pairs, pairs.length + 1);
                pairs[pairs.length - 1] = index;
            }
        }
        return new LineIndex(Arrays.copyOf(starts, lines), text.length() - pairs.length, pairs);
    }

    /** {@return the place of a code-point offset; the offset behind the text is a place too} */
    public Position position(int offset) {
        if (offset < 0 || offset > length) {
            throw new IllegalArgumentException("offset " + offset + " outside a text of " + length);
        }
        var found = Arrays.binarySearch(starts, offset);
        var line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, offset - starts[line] + 1);
    }

    /** {@return the number of lines; a text that ends in {@code \n} has an empty last one} */
    public int lineCount() {
        return starts.length;
    }

    /** {@return the code-point offset at which a 1-based line begins} */
    public int start(int line) {
        return starts[line - 1];
    }

    /** {@return the code-point offset behind a 1-based line, its line end included} */
    public int end(int line) {
        return line < starts.length ? starts[line] : length;
    }

    int length() {
        return length;
    }

    /** {@return how many code points stand before a UTF-16 index} */
    int codePoints(int index) {
        if (lowSurrogates.length == 0) {
            return index;
        }
        var found = Arrays.binarySearch(lowSurrogates, index);
        return index - (found >= 0 ? found : -found - 1);
    }
}

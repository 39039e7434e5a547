package io.ovpnguard.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits one line into parameters, as {@code parse_line} of options.c does (2.2.3 to 2.7: the same but for limits).
 *
 * <p>Quotes count only where a parameter begins; a backslash escapes inside double quotes and outside quotes, and only a
 * backslash, a double quote or white space may follow it; {@code #} and {@code ;} begin a comment only where a parameter
 * could begin.
 */
final class Lexer {

    /** {@code MAX_PARMS} of options.h: what follows on the line is ignored in silence. */
    static final int MAX_PARAMETERS = 16;

    /** {@code OPTION_PARM_SIZE} of options.h, in bytes. */
    static final int MAX_PARAMETER_BYTES = 256;

    /**
     * One parameter.
     *
     * @param start index of its first character, the opening quote included
     * @param end index behind its last character, the closing quote included
     * @param verbatim whether the value stands in the text without escapes
     */
    record Parameter(String value, int start, int end, boolean verbatim) {}

    /** Why OpenVPN refuses the line, from {@code start} to {@code end}. */
    record Refusal(String message, Optional<String> help, int start, int end) {}

    /**
     * What a line holds.
     *
     * @param ignoredFrom index of the first parameter beyond {@link #MAX_PARAMETERS}
     * @param comment index of the character that begins one
     */
    record Line(
            List<Parameter> parameters,
            Optional<Refusal> refusal,
            Optional<Integer> ignoredFrom,
            Optional<Integer> comment) {}

    private enum State {
        INITIAL,
        UNQUOTED,
        QUOTED,
        SINGLE_QUOTED
    }

    private final String text;
    private final int from;
    private final int to;

    private final List<Parameter> parameters = new ArrayList<>();

    /** The value so far, once a backslash makes it differ from the text. */
    private final StringBuilder unescaped = new StringBuilder(0);

    private State state = State.INITIAL;
    private int start;
    private int valueStart;
    private int valueBytes;
    private boolean verbatim;

    private Lexer(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** {@return the parameters between two indexes of a text; a line end there counts as white space} */
    static Line lex(String text, int from, int to) {
        return new Lexer(text, from, to).run();
    }

    private Line run() {
        var backslash = false;
        for (var index = from; index < to; index++) {
            var in = text.charAt(index);
            if (!backslash && in == '\\' && state != State.SINGLE_QUOTED) {
                backslash = true;
                continue;
            }
            if (state == State.INITIAL) {
                if (isSpace(in)) {
                    backslash = false;
                    continue;
                }
                if (in == '#' || in == ';') {
                    return new Line(parameters, Optional.empty(), Optional.empty(), Optional.of(index));
                }
                if (parameters.size() == MAX_PARAMETERS) {
                    return new Line(parameters, Optional.empty(), Optional.of(index), Optional.empty());
                }
            }
            if (isStored(in, index, backslash)) {
                if (backslash && in != '\\' && in != '"' && !isSpace(in)) {
                    return refuse(
                            "a backslash stands before `" + Problems.visible(in) + "`, which OpenVPN refuses",
                            "write two backslashes, as in `\"C:\\\\vpn\\\\static.key\"`, or put the value in single quotes",
                            index - 1,
                            index + 1);
                }
                if (backslash && verbatim) {
                    verbatim = false;
                    unescaped.append(text, valueStart, index - 1);
                }
                valueBytes += utf8Bytes(in);
                if (valueBytes > MAX_PARAMETER_BYTES) {
                    return refuse(
                            "a parameter is longer than " + MAX_PARAMETER_BYTES + " bytes, which OpenVPN refuses",
                            "put long values in a file or an inline block",
                            start,
                            to);
                }
                if (!verbatim) {
                    unescaped.append(in);
                }
            }
            backslash = false;
        }
        return end(backslash);
    }

    /** Moves to the next state; {@return whether the character belongs to the parameter's value} */
    private boolean isStored(char in, int index, boolean backslash) {
        return switch (state) {
            case INITIAL -> begin(in, index, backslash);
            case UNQUOTED -> {
                if (!backslash && isSpace(in)) {
                    finish(index, index);
                    yield false;
                }
                yield true;
            }
            case QUOTED -> {
                if (!backslash && in == '"') {
                    finish(index, index + 1);
                    yield false;
                }
                yield true;
            }
            case SINGLE_QUOTED -> {
                if (in == '\'') {
                    finish(index, index + 1);
                    yield false;
                }
                yield true;
            }
        };
    }

    private boolean begin(char in, int index, boolean backslash) {
        start = backslash ? index - 1 : index;
        valueStart = start;
        verbatim = true;
        unescaped.setLength(0);
        valueBytes = 0;
        if (!backslash && in == '"') {
            state = State.QUOTED;
            valueStart = index + 1;
            return false;
        }
        if (!backslash && in == '\'') {
            state = State.SINGLE_QUOTED;
            valueStart = index + 1;
            return false;
        }
        state = State.UNQUOTED;
        return true;
    }

    private void finish(int valueEnd, int end) {
        var value = verbatim ? text.substring(valueStart, valueEnd) : unescaped.toString();
        parameters.add(new Parameter(value, start, end, verbatim));
        state = State.INITIAL;
    }

    private Line end(boolean backslash) {
        return switch (state) {
            case INITIAL -> new Line(parameters, Optional.empty(), Optional.empty(), Optional.empty());
            case UNQUOTED -> {
                // Only the last line of a text has no line end that the backslash could escape.
                if (backslash) {
                    yield refuse(
                            "the text ends in a backslash, which OpenVPN refuses", "remove the backslash", to - 1, to);
                }
                finish(to, to);
                yield new Line(parameters, Optional.empty(), Optional.empty(), Optional.empty());
            }
            case QUOTED -> refuse("no closing quotation mark (`\"`)", "add `\"` behind the value", start, trimmedEnd());
            case SINGLE_QUOTED ->
                refuse("no closing single quotation mark (`'`)", "add `'` behind the value", start, trimmedEnd());
        };
    }

    private int trimmedEnd() {
        var end = to;
        while (end > start + 1 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private Line refuse(String message, String help, int start, int end) {
        return new Line(
                List.of(),
                Optional.of(new Refusal(message, Optional.of(help), start, end)),
                Optional.empty(),
                Optional.empty());
    }

    /** {@return what C's {@code isspace} calls space in the C locale} */
    static boolean isSpace(char in) {
        return in == ' ' || in >= '\t' && in <= '\r';
    }

    /** {@return the bytes of a stretch in UTF-8} */
    static int utf8Bytes(String text, int from, int to) {
        var bytes = 0;
        for (var index = from; index < to; index++) {
            bytes += utf8Bytes(text.charAt(index));
        }
        return bytes;
    }

    /** {@return the index behind at most that many bytes from {@code from} on} */
    static int endOfBytes(String text, int from, int to, int most) {
        var bytes = 0;
        for (var index = from; index < to; index++) {
            bytes += utf8Bytes(text.charAt(index));
            if (bytes > most) {
                return index;
            }
        }
        return to;
    }

    /** {@return the bytes of one UTF-16 unit in UTF-8; the two of a pair are counted as two and two} */
    static int utf8Bytes(char in) {
        if (in < 0x80) {
            return 1;
        }
        return in < 0x800 || Character.isSurrogate(in) ? 2 : 3;
    }
}

package io.ovpnguard.option;

/**
 * How many arguments an option takes.
 *
 * @param most {@link Integer#MAX_VALUE} where the parser does not count
 */
public record ArgumentRange(int least, int most) {

    public ArgumentRange {
        if (least < 0 || most < least) {
            throw new IllegalArgumentException("no argument range: " + least + " to " + most);
        }
    }

    /** {@return the range that {@code text} tells: {@code 1}, {@code 1-2} or {@code 1+}} */
    static ArgumentRange parse(String text) {
        if (text.endsWith("+")) {
            return new ArgumentRange(Integer.parseInt(text.substring(0, text.length() - 1)), Integer.MAX_VALUE);
        }
        var dash = text.indexOf('-');
        if (dash < 0) {
            return new ArgumentRange(Integer.parseInt(text), Integer.parseInt(text));
        }
        return new ArgumentRange(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    public boolean contains(int count) {
        return count >= least && count <= most;
    }

    /** {@return for people: {@code 2 arguments}, {@code 1 or 2 arguments}, {@code at least 1 argument}} */
    @Override
    public String toString() {
        if (most == Integer.MAX_VALUE) {
            return "at least " + least + (least == 1 ? " argument" : " arguments");
        }
        if (least == most) {
            return most == 0 ? "no argument" : most + (most == 1 ? " argument" : " arguments");
        }
        return least + (most == least + 1 ? " or " : " to ") + most + " arguments";
    }
}

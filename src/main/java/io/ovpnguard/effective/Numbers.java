package io.ovpnguard.effective;

/** Numbers as OpenVPN reads them. */
public final class Numbers {

    private Numbers() {}

    /** {@return what C's {@code atoi} makes of a text: leading digits count, and 0 if there are none} */
    public static int atoi(String text) {
        var index = 0;
        while (index < text.length() && (text.charAt(index) == ' ' || text.charAt(index) == '\t')) {
            index++;
        }
        var negative = index < text.length() && text.charAt(index) == '-';
        if (negative || index < text.length() && text.charAt(index) == '+') {
            index++;
        }
        var value = 0L;
        while (index < text.length() && Character.isDigit(text.charAt(index)) && value <= Integer.MAX_VALUE) {
            value = value * 10 + Character.digit(text.charAt(index), 10);
            index++;
        }
        var bounded = (int) Math.min(value, Integer.MAX_VALUE);
        return negative ? -bounded : bounded;
    }
}

package io.ovpnguard.pki;

/** The states through which a static key is read ({@code read_key_file} of crypto.c). */
final class StaticKeyReader {

    private static final String HEAD = "-----BEGIN " + StaticKey.NAME + "-----";
    private static final String FOOT = "-----END " + StaticKey.NAME + "-----";

    private enum State {
        BEFORE,
        /** On the header's line, whose rest does not count. */
        HEAD,
        DATA,
        /** Both halves are read; what comes is skipped up to a line that begins with a dash. */
        FULL,
        FOOT,
        DONE
    }

    private final byte[] key = new byte[StaticKeyText.LENGTH];
    private State state = State.BEFORE;
    private int digits;
    private int line = 1;
    private int column;
    private int matching;

    StaticKeyText read(byte[] text) {
        for (var next : text) {
            if (next == '\n') {
                line++;
                column = 0;
                matching = 0;
                continue;
            }
            beginLine(next);
            compare(next);
            if (state == State.DATA && !take(next)) {
                return new StaticKeyText.NotHex(Byte.toUnsignedInt(next), line, digits / 2);
            }
            column++;
        }
        return result(digits / 2);
    }

    private void beginLine(byte next) {
        if (column == 0 && state == State.HEAD) {
            state = State.DATA;
        }
        if (column == 0 && next == '-' && (state == State.DATA || state == State.FULL)) {
            state = State.FOOT;
        }
    }

    /** A header or footer is one when all its characters are in their columns, whatever stands behind. */
    private void compare(byte next) {
        if (state == State.BEFORE && isAt(HEAD, next)) {
            state = State.HEAD;
        } else if (state == State.FOOT && isAt(FOOT, next)) {
            state = State.DONE;
        }
    }

    private boolean isAt(String expected, byte next) {
        if (column < expected.length() && next == expected.charAt(column)) {
            matching++;
        }
        return matching == expected.length();
    }

    /** {@return whether it is a digit, or a space of the C locale} */
    private boolean take(byte next) {
        var digit = next < 0 ? -1 : Character.digit(next, 16);
        if (digit >= 0) {
            key[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
            digits++;
            state = digits == StaticKeyText.LENGTH * 2 ? State.FULL : State.DATA;
        }
        return digit >= 0 || next == ' ' || next >= '\t' && next <= '\r';
    }

    private StaticKeyText result(int bytes) {
        if (bytes < StaticKeyText.LENGTH / 2) {
            return new StaticKeyText.TooShort(bytes);
        }
        if (state != State.DONE) {
            return new StaticKeyText.WithoutFooter(bytes);
        }
        return bytes < StaticKeyText.LENGTH
                ? new StaticKeyText.Half(bytes)
                : new StaticKeyText.Whole(StaticKey.of(key));
    }
}

package io.ovpnguard.pki;

import java.nio.charset.StandardCharsets;

/**
 * What a text is as a file of {@code tls-auth}, {@code tls-crypt} or {@code secret}: read byte by byte as {@code
 * read_key_file} of crypto.c does, the same in all versions.
 */
public sealed interface StaticKeyText {

    /** How many bytes the two halves have together. */
    int LENGTH = 256;

    /** Two halves; what stands behind them, and another key below, is not looked at. */
    record Whole(StaticKey key) implements StaticKeyText {}

    /** The first half, and not all of the second. */
    record Half(int bytes) implements StaticKeyText {}

    /** Less than a half, or no header. */
    record TooShort(int bytes) implements StaticKeyText {}

    /** The last line is missing or is another. */
    record WithoutFooter(int bytes) implements StaticKeyText {}

    /**
     * Something else than hexadecimal digits and white space stands between them.
     *
     * @param found the first byte of it
     * @param line counted from 1
     * @param bytes how many bytes of the key came before
     */
    record NotHex(int found, int line, int bytes) implements StaticKeyText {}

    /**
     * {@return what a text is}
     *
     * @param endsWithZero whether it is read from a buffer that ends with a zero byte
     */
    static StaticKeyText read(KeyText text, boolean endsWithZero) {
        var reduced = StaticKey.ofReduced(text.text());
        if (reduced.isPresent()) {
            return new Whole(reduced.get());
        }
        var bytes = (endsWithZero ? text.text() + '\0' : text.text()).getBytes(StandardCharsets.UTF_8);
        return new StaticKeyReader().read(bytes);
    }

    /** {@return the same, of a key only as far as {@code tls-auth} and {@code tls-crypt} compare it; it is remembered} */
    static StaticKeyText ofControlChannel(KeyText text, boolean endsWithZero) {
        return (endsWithZero ? Known.ENDING_WITH_ZERO : Known.AS_THEY_ARE).of(text);
    }

    /** Texts that were read. */
    final class Known {
        private static final ParsedTexts<StaticKeyText> AS_THEY_ARE = new ParsedTexts<>(text -> reduced(text, false));
        private static final ParsedTexts<StaticKeyText> ENDING_WITH_ZERO =
                new ParsedTexts<>(text -> reduced(text, true));

        private Known() {}

        private static StaticKeyText reduced(KeyText text, boolean endsWithZero) {
            var read = StaticKeyText.read(text, endsWithZero);
            return read instanceof Whole(var key) ? new Whole(key.reduced()) : read;
        }
    }
}

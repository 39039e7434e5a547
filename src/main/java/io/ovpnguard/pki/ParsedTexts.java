package io.ovpnguard.pki;

import java.util.function.Function;

/**
 * Remembers what texts were read as, so that the CA of 100,000 clients is parsed once. It knows texts by their
 * fingerprint only and keeps facts only.
 */
final class ParsedTexts<T> {

    /** Characters of texts; what is kept of one grows with it, as the numbers of a revocation list do. */
    private static final long LIMIT = 8L << 20;

    /** What is kept of the shortest text, in the same measure. */
    private static final int LEAST = 2_048;

    private final Remembered<String, T> known = new Remembered<>(LIMIT);
    private final Function<KeyText, T> parser;

    ParsedTexts(Function<KeyText, T> parser) {
        this.parser = parser;
    }

    T of(KeyText text) {
        return known.of(text.fingerprint(), LEAST + text.text().length(), () -> parser.apply(text));
    }
}

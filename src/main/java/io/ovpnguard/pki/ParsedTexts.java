package io.ovpnguard.pki;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * Remembers what texts were read as, so that the CA of 100,000 clients is parsed once. It knows texts by their
 * fingerprint only and keeps facts only.
 */
final class ParsedTexts<T> {

    /** Characters of texts; what is kept of one grows with it, as the numbers of a revocation list do. */
    static final long LIMIT = 32L << 20;

    /** What is kept of the shortest text, in the same measure: ten thousand certificates fit. */
    private static final int LEAST = 2_048;

    private record Parsed<T>(T facts, int weight) {}

    private final Cache<String, Parsed<T>> known = Caffeine.newBuilder()
            .maximumWeight(LIMIT)
            .<String, Parsed<T>>weigher((_, parsed) -> parsed.weight())
            .executor(Runnable::run)
            .build();

    private final Function<KeyText, T> parser;

    ParsedTexts(Function<KeyText, T> parser) {
        this.parser = parser;
    }

    T of(KeyText text) {
        return known.get(
                        text.fingerprint(),
                        _ -> new Parsed<>(
                                parser.apply(text), LEAST + text.text().length()))
                .facts();
    }

    /** {@return what is kept, in the measure of {@link #LIMIT}} */
    long weight() {
        return known.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}

package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParsedTextsTest {

    private final ConcurrentHashMap<String, AtomicInteger> parsed = new ConcurrentHashMap<>();
    private final ParsedTexts<String> texts = new ParsedTexts<>(this::parse);

    private String parse(KeyText text) {
        parsed.computeIfAbsent(text.text(), _ -> new AtomicInteger()).incrementAndGet();
        return "parsed";
    }

    private int times(String text) {
        return parsed.get(text).get();
    }

    /** A new text each time, as each client brings its own copy. */
    private void meet(String text) {
        texts.of(KeyText.of(text));
    }

    @Test
    void parsesTheCaOfAHundredThousandClientsOnce() {
        for (var client = 0; client < 100_000; client++) {
            meet("ca");
            meet("client " + client);
        }

        assertThat(times("ca")).isEqualTo(1);
        assertThat(texts.weight()).isLessThanOrEqualTo(ParsedTexts.LIMIT);
    }

    @Test
    void keepsNoMoreThanItsLimit() {
        IntStream.range(0, 100).forEach(number -> meet(number + "x".repeat(1 << 20)));

        assertThat(texts.weight()).isPositive().isLessThanOrEqualTo(ParsedTexts.LIMIT);
    }

    @Test
    void parsesOnceForThreadsThatAskTogether() {
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var number = 0; number < 1_000; number++) {
                var text = "text " + number;
                IntStream.range(0, 4).forEach(_ -> threads.execute(() -> meet(text)));
            }
        }

        assertThat(parsed)
                .hasSize(1_000)
                .allSatisfy((_, count) -> assertThat(count).hasValue(1));
    }
}

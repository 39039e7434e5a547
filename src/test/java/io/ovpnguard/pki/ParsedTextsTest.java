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
    void parsesTheCaOfAHundredThousandClientsOnceAndForgetsClients() {
        for (var client = 0; client < 100_000; client++) {
            meet("ca");
            meet("client " + client);
        }

        meet("client 0");
        meet("client 99999");

        assertThat(times("ca")).isEqualTo(1);
        assertThat(times("client 0")).as("one that was long forgotten").isEqualTo(2);
        assertThat(times("client 99999")).as("one that came just now").isEqualTo(1);
    }

    @Test
    void forgetsLongTextsSooner() {
        meet("short");
        IntStream.range(0, 3).forEach(number -> meet(number + "x".repeat(20 << 20)));

        meet("short");

        assertThat(times("short")).isEqualTo(2);
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

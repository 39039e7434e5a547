package io.ovpnguard.pki;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers that are found once, in bounded memory. When the young generation is full it becomes the old one, which is
 * then dropped but for what is asked for again: the CA that every client brings stays, whatever passes by.
 *
 * <p>Two threads that ask for the same wait for one answer, so finding it must not ask here again.
 */
final class Remembered<K, V> {

    private final long limit;
    private volatile Generation<K, V> young;

    private record Generation<K, V>(Map<K, V> answers, AtomicLong weight, Map<K, V> older) {

        Generation(Map<K, V> older) {
            this(new ConcurrentHashMap<>(), new AtomicLong(), older);
        }
    }

    /** @param limit how much the answers of one generation may weigh together; of two generations, all there is */
    Remembered(long limit) {
        this.limit = limit;
        this.young = new Generation<>(Map.of());
    }

    /** {@return the answer, which is found unless it is remembered} */
    V of(K question, long weight, Supplier<V> finder) {
        var known = young.answers.get(question);
        if (known != null) {
            return known;
        }
        var generation = withRoom();
        return generation.answers.computeIfAbsent(question, _ -> {
            generation.weight.addAndGet(weight);
            var older = generation.older.get(question);
            return older == null ? finder.get() : older;
        });
    }

    private synchronized Generation<K, V> withRoom() {
        if (young.weight.get() >= limit) {
            young = new Generation<>(young.answers);
        }
        return young;
    }
}

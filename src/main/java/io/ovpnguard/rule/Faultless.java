package io.ovpnguard.rule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ovpnguard.rule.Lookalikes.Kind;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers with what judgements of a moment ago found nothing wrong. It knows fingerprints only; faults have places, and so
 * texts, which are not kept.
 */
final class Faultless {

    /** The time of judgement moves on, and certificates end. */
    private static final Duration HOLDS = Duration.ofSeconds(10);

    private static final int MOST = 4_096;

    private final Cache<Kind, Instant> found =
            Caffeine.newBuilder().maximumSize(MOST).build();

    boolean isKnown(Kind kind, Instant at) {
        var then = found.getIfPresent(kind);
        return then != null && Duration.between(then, at).abs().compareTo(HOLDS) < 0;
    }

    void add(Kind kind, Instant at) {
        found.put(kind, at);
    }
}

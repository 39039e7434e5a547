package io.ovpnguard.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.policy.EffectivePolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Verdicts of a moment ago: tools that keep a cluster in step with a repository send the same objects over and over. One
 * holds as long as what it rests on is the same; the time of judgement moves on meanwhile, so it is not kept long.
 */
final class GivenVerdicts {

    private static final Duration LIFETIME = Duration.ofSeconds(10);

    /** Of all of them; a verdict that says nothing counts as well, for its name and what it rests on. */
    private static final long ALL_CHARACTERS = 8L << 20;

    private static final int LEAST = 800;

    /**
     * What a verdict was asked for.
     *
     * @param change the fingerprint of all that it depends on
     * @param policy that very one: whatever changes in policies makes others
     * @param alike whether what the change replaces was measured by the same
     */
    record Asked(String change, EffectivePolicy policy, boolean alike) {

        Asked {
            Objects.requireNonNull(change);
            Objects.requireNonNull(policy);
        }
    }

    /**
     * A verdict, and whether it still holds.
     *
     * @param holds what the object is
     * @param unchanged tells later whether what the verdict rests on is the same; empty where nobody can say
     */
    record RevocableVerdict(Verdict verdict, Holds holds, Optional<BooleanSupplier> unchanged) {

        RevocableVerdict {
            Objects.requireNonNull(verdict);
            Objects.requireNonNull(holds);
            Objects.requireNonNull(unchanged);
        }
    }

    private final Cache<Asked, RevocableVerdict> given = Caffeine.newBuilder()
            .maximumWeight(ALL_CHARACTERS)
            .<Asked, RevocableVerdict>weigher(
                    (_, each) -> LEAST + each.verdict().characters())
            .expireAfterWrite(LIFETIME)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .build();

    /** {@return the verdict on that change, if it was given and still holds} */
    Optional<RevocableVerdict> find(Asked change) {
        return Optional.ofNullable(given.getIfPresent(change))
                .filter(before -> before.unchanged().orElseThrow().getAsBoolean());
    }

    /** Keeps a verdict, if it can be told later whether it holds. */
    void add(Asked change, RevocableVerdict verdict) {
        if (verdict.unchanged().isPresent()) {
            given.put(change, verdict);
        }
    }
}

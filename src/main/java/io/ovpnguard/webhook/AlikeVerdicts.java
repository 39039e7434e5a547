package io.ovpnguard.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.cluster.ClientObject;
import io.ovpnguard.cluster.ClientObject.Lone;
import io.ovpnguard.cluster.ClientObject.Place;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.predict.ClientTraits;
import io.ovpnguard.predict.Likeness;
import io.ovpnguard.predict.Likenesses;
import io.ovpnguard.webhook.GivenVerdicts.RevocableVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Clients of a moment ago of which there was nothing to say, for those that are like them: ten thousand clients of a server
 * are of a few kinds. One stands for others as long as what it was judged beside is the same.
 */
final class AlikeVerdicts {

    private static final Duration LIFETIME = Duration.ofSeconds(10);

    /** Of all of them; each knows names of what was beside it and what its servers' certificates say, and no texts. */
    private static final int MOST_NAMES = 100_000;

    /** What the rest of one takes, in names. */
    private static final int LEAST = 50;

    private static final Verdict NOTHING_TO_SAY = Verdict.allow(List.of(), Set.of());

    /**
     * What a client says and where, and what measures it.
     *
     * @param key what sort of key it has, if it has one
     */
    private record Kind(Place place, String settings, String key, EffectivePolicy policy) {}

    /**
     * A client that nothing was to be said of.
     *
     * @param beside what else was looked at
     * @param owners names and keys of the clients among that
     * @param files what configs among that may call a file by: who brings one is more to them than a client
     */
    private record Predecessor(
            Likenesses likenesses,
            Likeness likeness,
            Set<ObjectRef> beside,
            Set<String> owners,
            Set<String> files,
            RevocableVerdict verdict) {

        int names() {
            return beside.size() + owners.size() + files.size();
        }

        boolean holdsFor(Newcomer other) {
            return !beside.contains(other.ref)
                    && !files.contains(other.lone.file())
                    && other.client.owners().stream().noneMatch(owners::contains)
                    && other.likeness(likenesses).equals(Optional.of(likeness))
                    && verdict.unchanged().orElseThrow().getAsBoolean();
        }
    }

    /** A client that others can be like. */
    record Newcomer(ObjectRef ref, ClientObject client, Lone lone, EffectivePolicy policy) {

        Newcomer {
            Objects.requireNonNull(ref);
            Objects.requireNonNull(client);
            Objects.requireNonNull(lone);
            Objects.requireNonNull(policy);
        }

        private Kind kind() {
            var key = lone.traits()
                    .own()
                    .map(CertificateFacts::key)
                    .map(own -> own.algorithm() + " " + own.bits())
                    .orElse("");
            return new Kind(lone.place(), lone.traits().settings(), key, policy);
        }

        private Optional<Likeness> likeness(Likenesses likenesses) {
            return likenesses.of(lone.traits(), policy.demands());
        }
    }

    private final Cache<Kind, Predecessor> known = Caffeine.newBuilder()
            .maximumWeight(MOST_NAMES)
            .<Kind, Predecessor>weigher((_, each) -> LEAST + each.names())
            .expireAfterWrite(LIFETIME)
            .scheduler(Scheduler.systemScheduler())
            .build();

    /** {@return what is asked about an object, if it holds a client that others can be like, and nothing else} */
    static Optional<Newcomer> newcomer(ReadObject object, Terms terms) {
        if (object.holds() != Holds.CLIENT
                || object.joins().isPresent()
                || !terms.ignored().isEmpty()
                || object.loneClient().isEmpty()) {
            return Optional.empty();
        }
        var client = ClientObject.of(object);
        return client.lone().map(lone -> new Newcomer(object.ref(), client, lone, terms.policy()));
    }

    /** {@return what was said of a client like that, if it still holds} */
    Optional<RevocableVerdict> find(Newcomer newcomer) {
        return Optional.ofNullable(known.getIfPresent(newcomer.kind()))
                .filter(before -> before.holdsFor(newcomer))
                .map(Predecessor::verdict);
    }

    /**
     * Lets a client stand for others, if there was nothing to say of it.
     *
     * @param judgement of it
     * @param verdict what was said
     */
    void add(Newcomer newcomer, Judgement judgement, RevocableVerdict verdict) {
        if (verdict.unchanged().isEmpty() || !verdict.verdict().equals(NOTHING_TO_SAY)) {
            return;
        }
        var others = judgement.now().inspection().bundles().stream()
                .flatMap(Bundle::profiles)
                .filter(profile -> !judgement.now().isOwn(profile))
                .collect(Collectors.partitioningBy(Profile::listens));
        var clients = others.get(false);
        if (!clients.stream().allMatch(ClientTraits::isOwnerKnown)) {
            return;
        }
        var likenesses = Likenesses.to(others.get(true), Instant.now());
        newcomer.likeness(likenesses)
                .ifPresent(likeness -> known.put(
                        newcomer.kind(),
                        new Predecessor(
                                likenesses,
                                likeness,
                                judgement.surroundings().objects().stream()
                                        .map(ReadObject::ref)
                                        .collect(Collectors.toSet()),
                                clients.stream().flatMap(ClientTraits::owners).collect(Collectors.toSet()),
                                others.values().stream()
                                        .flatMap(List::stream)
                                        .flatMap(profile -> FileOptions.mentioned(profile.config()))
                                        .collect(Collectors.toSet()),
                                verdict)));
    }
}

package io.ovpnguard.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.cluster.ClientObject;
import io.ovpnguard.cluster.ClientObject.Lone;
import io.ovpnguard.cluster.ClientObject.Place;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
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

    /** Of those that stand for others: each knows what its servers' certificates say, and no texts. */
    private static final int MOST = 1_000;

    private static final Verdict NOTHING_TO_SAY = Verdict.allow(List.of(), Set.of());

    /** What a client says and where, and what measures it. */
    private record Kind(Place place, String settings, EffectivePolicy policy) {}

    /**
     * A client that nothing was to be said of.
     *
     * @param beside what else was looked at
     * @param owners names and keys of the clients among that
     */
    private record Said(
            Likenesses likenesses,
            Likeness likeness,
            Set<ObjectRef> beside,
            Set<String> owners,
            RevocableVerdict verdict) {

        boolean holdsFor(Asking other) {
            return !beside.contains(other.ref)
                    && other.client.owners().stream().noneMatch(owners::contains)
                    && other.likeness(likenesses).equals(Optional.of(likeness))
                    && verdict.unchanged().orElseThrow().getAsBoolean();
        }
    }

    /** A client that others can be like. */
    record Asking(ObjectRef ref, ClientObject client, Lone lone, EffectivePolicy policy) {

        Asking {
            Objects.requireNonNull(ref);
            Objects.requireNonNull(client);
            Objects.requireNonNull(lone);
            Objects.requireNonNull(policy);
        }

        private Kind kind() {
            return new Kind(lone.place(), lone.traits().settings(), policy);
        }

        private Optional<Likeness> likeness(Likenesses likenesses) {
            return likenesses.of(lone.traits(), policy.demands());
        }
    }

    private final Cache<Kind, Said> said =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFETIME).build();

    /** {@return what is asked about an object, if it holds a client that others can be like, and nothing else} */
    static Optional<Asking> asking(ReadObject object, Terms terms) {
        if (object.holds() != Holds.CLIENT
                || object.joins().isPresent()
                || !terms.ignored().isEmpty()) {
            return Optional.empty();
        }
        var client = ClientObject.of(object);
        return client.lone().map(lone -> new Asking(object.ref(), client, lone, terms.policy()));
    }

    /** {@return what was said of a client like that, if it still holds} */
    Optional<RevocableVerdict> find(Asking asking) {
        return Optional.ofNullable(said.getIfPresent(asking.kind()))
                .filter(before -> before.holdsFor(asking))
                .map(Said::verdict);
    }

    /**
     * Lets a client stand for others, if there was nothing to say of it.
     *
     * @param judgement of it
     * @param verdict what was said
     */
    void add(Asking asking, Judgement judgement, RevocableVerdict verdict) {
        if (verdict.unchanged().isEmpty() || !verdict.verdict().equals(NOTHING_TO_SAY)) {
            return;
        }
        var bundles = judgement.now().inspection().bundles();
        var others = bundles.stream()
                .flatMap(bundle -> bundle.clients().stream())
                .filter(client -> !judgement.now().isOwn(client))
                .toList();
        if (!others.stream().allMatch(ClientTraits::isOwnerKnown)) {
            return;
        }
        var likenesses = Likenesses.to(servers(bundles), Instant.now());
        asking.likeness(likenesses)
                .ifPresent(likeness -> said.put(
                        asking.kind(),
                        new Said(
                                likenesses,
                                likeness,
                                judgement.surroundings().objects().stream()
                                        .map(ReadObject::ref)
                                        .collect(Collectors.toSet()),
                                others.stream().flatMap(ClientTraits::owners).collect(Collectors.toSet()),
                                verdict)));
    }

    private static List<Profile> servers(List<Bundle> bundles) {
        return bundles.stream().flatMap(bundle -> bundle.servers().stream()).toList();
    }
}

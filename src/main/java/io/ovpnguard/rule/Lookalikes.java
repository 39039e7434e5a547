package io.ovpnguard.rule;

import io.ovpnguard.bundle.Doubt;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.predict.Likeness;
import io.ovpnguard.predict.Likenesses;
import io.ovpnguard.source.Source;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Judges one client of those that are alike, and tells the others the same, each at its own places. A server with ten
 * thousand clients has a few kinds of them.
 */
final class Lookalikes {

    /**
     * What is judged, but for who it is.
     *
     * @param server the fingerprint of the server of a pair; empty for a client alone
     * @param doubt why the pair only warns, if it does
     */
    record Kind(String server, Likeness client, Optional<Doubt> doubt) {

        Kind {
            Objects.requireNonNull(server);
            Objects.requireNonNull(client);
            Objects.requireNonNull(doubt);
        }
    }

    /** A kind beside one server, whose places are told too, and where its options stand. */
    private record Written(Kind kind, Optional<Source> server, Places places) {}

    /**
     * Of whom something was told.
     *
     * @param isNamed whether the texts have its profile's name, or what looks like it
     */
    private record Told(Profile client, List<Finding> findings, boolean isNamed) {

        boolean holdsFor(Profile other) {
            return !isNamed || other.name().equals(client.name());
        }
    }

    private final Likenesses likenesses;
    private final Faultless faultless;
    private final Instant at;
    private final Map<Profile, Optional<Likeness>> known = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<Profile, String> servers = new IdentityHashMap<>();
    private final Map<Written, Told> told = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet but what other judgements found nothing wrong with.
     *
     * @param servers of all pairs that are judged
     */
    Lookalikes(List<Profile> servers, Faultless faultless, Instant at) {
        this.likenesses = Likenesses.to(servers, at);
        this.faultless = Objects.requireNonNull(faultless);
        this.at = Objects.requireNonNull(at);
        servers.forEach(server -> this.servers.put(server, Likenesses.exactly(server)));
    }

    /** {@return what is wrong with a client alone} */
    List<Finding> of(Profile client, Supplier<List<Finding>> judgement) {
        return judge(client, Optional.empty(), kind("", client, Optional.empty()), judgement);
    }

    /** {@return what is wrong with a pair} */
    List<Finding> of(Pair pair, Supplier<List<Finding>> judgement) {
        return judge(
                pair.client(),
                Optional.of(pair.server().config().source()),
                kind(servers.get(pair.server()), pair.client(), pair.doubt()),
                judgement);
    }

    private Optional<Kind> kind(String server, Profile client, Optional<Doubt> doubt) {
        var likeness = known.get(client);
        if (likeness == null) {
            // Not within the map's lock: several threads look at clients.
            likeness = likenesses.of(client);
            known.put(client, likeness);
        }
        return likeness.map(alike -> new Kind(server, alike, doubt));
    }

    private List<Finding> judge(
            Profile client, Optional<Source> server, Optional<Kind> kind, Supplier<List<Finding>> judgement) {
        if (kind.isEmpty()) {
            return judgement.get();
        }
        if (faultless.isKnown(kind.get(), at)) {
            return List.of();
        }
        var written = new Written(kind.get(), server, Places.of(client));
        var before = told.get(written);
        if (before != null && before.holdsFor(client)) {
            return before.findings().stream()
                    .map(finding -> finding.moved(where -> Places.move(where, before.client(), client)))
                    .toList();
        }
        var findings = judgement.get();
        if (findings.isEmpty()) {
            faultless.add(kind.get(), at);
        } else if (findings.stream().allMatch(finding -> holdsForOthers(finding, client, written.places()))) {
            told.put(written, new Told(client, findings, isNamed(client, findings)));
        }
        return findings;
    }

    private static boolean isNamed(Profile client, List<Finding> findings) {
        return findings.stream().flatMap(Finding::texts).anyMatch(text -> text.contains(client.name()));
    }

    private boolean holdsForOthers(Finding finding, Profile client, Places places) {
        var names = Likenesses.names(client);
        return finding.texts().noneMatch(text -> names.stream().anyMatch(text::contains))
                && finding.labels()
                        .allMatch(label -> places.has(label.where())
                                || !reads(client, label.where().source())
                                        && servers.keySet().stream()
                                                .anyMatch(server -> isOf(
                                                        server, label.where().source())));
    }

    private static boolean isOf(Profile server, Source source) {
        return server.config().source() == source || reads(server, source);
    }

    private static boolean reads(Profile profile, Source source) {
        return profile.files().entries().values().stream()
                .flatMap(file -> file.content().stream())
                .anyMatch(source::equals);
    }
}

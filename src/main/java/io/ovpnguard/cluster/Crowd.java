package io.ovpnguard.cluster;

import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.predict.ClientTraits;
import io.ovpnguard.predict.Likeness;
import io.ovpnguard.predict.Likenesses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The many clients of a server that changes. Of those that it cannot tell apart a few stand for all: what they meet, the
 * others meet. Two with the name or the key of one certificate are not spared.
 *
 * @param shown those that are to be looked at
 * @param spared the others
 */
record Crowd(List<Known> shown, Spared spared) {

    /** Messages name fewer places than these. */
    private static final int SHOWN = 8;

    private record Alike(ClientObject.Place place, Likeness likeness) {}

    Crowd {
        shown = List.copyOf(shown);
        Objects.requireNonNull(spared);
    }

    /**
     * {@return those that stand for all that is remembered beside a server; what stands in its place now is a server, too:
     * clients are compared with both}
     *
     * @param exact what else is beside it, read: it is looked at in any case, and not in the crowd
     * @param guests clients that have joined from other namespaces
     */
    static Crowd beside(
            ReadObject server, List<Known> remembered, Collection<ReadObject> exact, Stream<Known> guests, Instant at) {
        var byKind = remembered.stream().collect(Collectors.partitioningBy(known -> known.holds() == Holds.CLIENT));
        var clients = byKind.get(true);
        clients.parallelStream().forEach(Known::client);
        var before = Stream.concat(byKind.get(false).stream().map(Known::read), exact.stream())
                .toList();
        // Names in files of other objects are seen by who names the files.
        var after = ReadObject.together(Stream.of(
                        before.stream().filter(object -> !object.ref().equals(server.ref())),
                        clients.stream()
                                .filter(client -> !client.client().ownersKnown())
                                .map(Known::read),
                        Stream.of(server))
                .flatMap(Function.identity())
                .toList());
        var servers = Stream.concat(ReadObject.together(before).bundles().stream(), after.bundles().stream())
                .flatMap(bundle -> bundle.servers().stream())
                .toList();
        var others = Stream.concat(
                        after.bundles().stream()
                                .flatMap(bundle -> bundle.clients().stream())
                                .flatMap(ClientTraits::owners),
                        guests.flatMap(guest -> guest.client().owners().stream()))
                .collect(Collectors.toSet());
        var crowd = of(clients, servers, others, at);
        return new Crowd(
                Stream.concat(byKind.get(false).stream(), crowd.shown().stream())
                        .toList(),
                crowd.spared());
    }

    /**
     * {@return those of some clients that stand for all}
     *
     * @param servers all that any of them may mean, before the change and after it
     * @param others who else is there: names and keys of certificates
     */
    static Crowd of(Collection<Known> clients, List<Profile> servers, Set<String> others, Instant at) {
        var likenesses = Likenesses.to(servers, at);
        var named = servers.stream()
                .flatMap(server -> FileOptions.mentioned(server.config()))
                .collect(Collectors.toSet());
        var shared = shared(clients, others);
        var shown = new ArrayList<Known>();
        var groups = new HashMap<Alike, List<Known>>();
        for (var each : clients) {
            var alike = each.sufficient()
                    ? each.client()
                            .lone()
                            .filter(lone -> !named.contains(lone.file()))
                            .flatMap(lone ->
                                    likenesses.of(lone.traits()).map(likeness -> new Alike(lone.place(), likeness)))
                    : Optional.<Alike>empty();
            if (alike.isEmpty() || each.client().owners().stream().anyMatch(shared::contains)) {
                shown.add(each);
            } else {
                groups.computeIfAbsent(alike.get(), _ -> new ArrayList<>()).add(each);
            }
        }
        var spared = new ArrayList<Spared.Group>();
        for (var group : groups.values()) {
            // The same ones each time, so that messages do not change.
            group.sort(Comparator.comparing(Known::ref, ObjectRef.BY_NAME));
            var few = group.subList(0, Math.min(SHOWN, group.size()));
            shown.addAll(few);
            if (few.size() < group.size()) {
                spared.add(new Spared.Group(
                        few.stream().map(Known::ref).collect(Collectors.toSet()), group.size() - few.size()));
            }
        }
        return new Crowd(shown, new Spared(spared));
    }

    private static Set<String> shared(Collection<Known> clients, Set<String> others) {
        var seen = new HashSet<>(others);
        var shared = new HashSet<String>();
        for (var each : clients) {
            for (var owner : each.client().owners()) {
                if (!seen.add(owner)) {
                    shared.add(owner);
                }
            }
        }
        return shared;
    }
}

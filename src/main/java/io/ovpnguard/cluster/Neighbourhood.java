package io.ovpnguard.cluster;

import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.manifest.Ties;
import io.ovpnguard.policy.Join;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds counterparts with as few reads as being sure allows.
 *
 * <ul>
 *   <li>A client's servers, and what holds keys of either, are found in memory and read anew by name, unless they were
 *       confirmed within {@code freshness}. When memory knows no server for it, one consistent list tells; also when a key
 *       is missing that may just have been stored.
 *   <li>What works with a server, or with keys, is listed anew, unless they are many: then they are those in memory, and who
 *       would deny the change is read anew ({@link #anew}).
 *   <li>Where memory is not up to date, everything is listed; for a client only once that lasts longer than a watch takes to
 *       begin anew, since what it works with is read by name.
 * </ul>
 */
final class Neighbourhood implements Counterparts {

    /** In the order in which bundles are told apart. */
    private static final List<String> BUNDLE_LABELS = List.of("ovpnguard.io/bundle", "app.kubernetes.io/instance");

    /** So many objects of a namespace are listed rather than remembered. */
    private static final int FEW = 200;

    /** More reads by name cost more than a list. */
    private static final int MOST_READS = 20;

    private static final String TOO_MANY = "more than " + FreshRead.MOST
            + " objects are in question; the label `ovpnguard.io/bundle` on server and clients says which";

    private final Memory memory;
    private final FreshRead api;
    private final Reach reach;
    private final Freshness freshness;

    Neighbourhood(Memory memory, FreshRead api, Reach reach, Duration freshness, LongSupplier clock) {
        this.memory = Objects.requireNonNull(memory);
        this.api = Objects.requireNonNull(api);
        this.reach = Objects.requireNonNull(reach);
        this.freshness = new Freshness(memory, api, freshness, clock);
    }

    @Override
    public Surroundings of(ReadObject object) {
        return of(object, List.of());
    }

    @Override
    public Surroundings of(ReadObject object, Collection<ReadObject> planned) {
        try {
            var namespace = object.ref().namespace();
            return switch (object.holds()) {
                case NOTHING -> Surroundings.of(List.of());
                case CLIENT -> {
                    var joined = object.joins();
                    var against =
                            joined.flatMap(bundles -> reach.against(new Join(namespace, bundles), object.allLabels()));
                    if (against.isPresent()) {
                        yield Surroundings.unknown("clients of " + namespace + " may not join the bundles of "
                                + joined.get() + ": " + against.get());
                    }
                    var home = joined.orElse(namespace);
                    yield memory.knew(home, joined.isEmpty() && isUnlabelled(object))
                            ? serversOf(object, home)
                            : listed(object, home);
                }
                case SERVER, KEYS -> {
                    var beside = memory.covers(namespace, isUnlabelled(object))
                                    && memory.in(namespace).limit(FEW + 1L).count() > FEW
                            ? remembered(object, planned)
                            : listed(object, namespace);
                    yield beside.and(memory.joining(namespace).map(Known::read).toList());
                }
            };
        } catch (ReadFailure failed) {
            return Surroundings.unknown(failed.getMessage());
        }
    }

    @Override
    public Surroundings anew(Surroundings known, Set<ObjectRef> refs) {
        var objects = new LinkedHashMap<ObjectRef, ReadObject>();
        known.objects().forEach(object -> objects.put(object.ref(), object));
        var changed = new HashSet<ObjectRef>();
        try {
            for (var ref : refs) {
                var before = Optional.ofNullable(objects.get(ref)).map(ClientObject::of);
                freshness.readAnew(ref, objects);
                if (!before.equals(Optional.ofNullable(objects.get(ref)).map(ClientObject::of))) {
                    changed.add(ref);
                }
            }
        } catch (ReadFailure failed) {
            return Surroundings.unknown(failed.getMessage());
        }
        var remembered = new HashSet<>(known.remembered());
        remembered.removeAll(refs);
        return known.with(objects.values(), remembered).without(changed);
    }

    @Override
    public void passed(ObjectRef ref, Holds holds) {
        freshness.passed(ref, holds);
    }

    private Surroundings serversOf(ReadObject client, String namespace) throws ReadFailure {
        // Before memory is looked at: what arrives between the two is read once too often, not once too little.
        var unlabelled = client.joins().isEmpty() && isUnlabelled(client);
        var change = memory.lastChange(namespace);
        var time = reach.freshness(client.ref().namespace(), client.allLabels());
        var mayHaveCome = freshness.mayHaveCome(namespace, time);
        var objects = memory.workedWithIn(namespace)
                .filter(known -> !known.ref().equals(client.ref()))
                .collect(Collectors.toMap(Known::ref, Known::read, (one, _) -> one, LinkedHashMap::new));
        var sure = new HashSet<ObjectRef>();
        while (true) {
            var ties = ties(client, objects.values());
            if (!ties.complete() || ties.missing() && mayHaveCome || sure.size() > MOST_READS) {
                return listed(client, namespace);
            }
            var stale = ties.counterparts().stream()
                    .filter(ref -> !sure.contains(ref) && !freshness.isConfirmed(ref, time))
                    .findFirst();
            if (stale.isEmpty()) {
                return new Surroundings(
                        List.copyOf(objects.values()),
                        Spared.NONE,
                        Set.of(),
                        Optional.empty(),
                        Optional.of(() -> isUnchanged(namespace, unlabelled, change, ties, time)));
            }
            // What is read may be tied otherwise than what was remembered, so look again.
            freshness.readAnew(stale.get(), objects);
            sure.add(stale.get());
        }
    }

    /** {@return whether a client's servers and keys are those that were found when memory had changed so far} */
    private boolean isUnchanged(String namespace, boolean unlabelled, long change, Ties ties, Optional<Duration> time) {
        return memory.lastChange(namespace) == change
                && memory.knew(namespace, unlabelled)
                && !(ties.missing() && freshness.mayHaveCome(namespace, time))
                && ties.counterparts().stream()
                        .allMatch(ref -> freshness.isConfirmed(ref, time) || freshness.isConfirmedAnew(ref))
                // Once more: what was just confirmed may be a version that came while another was read.
                && memory.lastChange(namespace) == change;
    }

    private static Ties ties(ReadObject object, Collection<ReadObject> beside) {
        return Ties.of(
                object.ref(),
                ReadObject.together(
                        Stream.concat(beside.stream(), Stream.of(object)).toList()));
    }

    private Surroundings remembered(ReadObject server, Collection<ReadObject> planned) throws ReadFailure {
        var namespace = server.ref().namespace();
        var all = memory.in(namespace).toList();
        var exact = new LinkedHashMap<ObjectRef, ReadObject>();
        planned.forEach(object -> exact.put(object.ref(), object));
        var doubtful = new HashSet<>(freshness.unseen(namespace));
        all.stream().filter(known -> !known.sufficient()).map(Known::ref).forEach(doubtful::add);
        doubtful.removeAll(exact.keySet());
        doubtful.remove(server.ref());
        if (doubtful.size() > MOST_READS || freshness.isOverrun()) {
            return listed(server, namespace);
        }
        for (var ref : doubtful) {
            freshness.readAnew(ref, exact);
        }
        doubtful.addAll(exact.keySet());
        var crowd = Crowd.beside(
                server,
                all.stream().filter(known -> !doubtful.contains(known.ref())).toList(),
                exact.values(),
                memory.joining(namespace),
                Instant.now());
        var objects = new LinkedHashMap<ObjectRef, ReadObject>();
        crowd.shown().parallelStream().map(Known::read).toList().forEach(object -> objects.put(object.ref(), object));
        objects.remove(server.ref());
        var remembered = Set.copyOf(objects.keySet());
        objects.putAll(exact);
        return new Surroundings(
                List.copyOf(objects.values()), crowd.spared(), remembered, Optional.empty(), Optional.empty());
    }

    /**
     * The bundle by its label, else (save for keys, which are found by it only) the whole namespace; of either, only what asks
     * to be judged.
     */
    private Surroundings listed(ReadObject object, String namespace) throws ReadFailure {
        var optedIn = object.joins().isEmpty() && isUnlabelled(object)
                || memory.isOptedIn(namespace)
                || api.isOptedIn(namespace);
        var scope = OptIn.LABEL + (optedIn ? "!=" + OptIn.NO : "=" + OptIn.YES);
        var labels = object.labels();
        var bundle = BUNDLE_LABELS.stream().filter(labels::containsKey).findFirst();
        if (bundle.isPresent()) {
            var found = surroundings(
                    object, api.list(namespace, bundle.get() + "=" + labels.get(bundle.get()) + "," + scope));
            var ties = ties(object, found.objects());
            if (found.gap().isPresent()
                    || object.holds() == Holds.KEYS
                    || ties.complete() && !ties.counterparts().isEmpty()) {
                return found;
            }
        }
        return surroundings(object, api.list(namespace, scope));
    }

    /** Of a part of them nothing would be concluded, so it is not read. */
    private static Surroundings surroundings(ReadObject object, FreshRead.Listing listing) {
        return listing.whole()
                ? Surroundings.of(listing.objects().stream()
                        .filter(other -> !ObjectRef.of(other).equals(object.ref()))
                        .map(ReadObject::of)
                        .toList())
                : Surroundings.unknown(TOO_MANY);
    }

    /** Such an object comes to be judged because its namespace asked for it. */
    private static boolean isUnlabelled(ReadObject object) {
        return !object.labels().containsKey(OptIn.LABEL);
    }
}

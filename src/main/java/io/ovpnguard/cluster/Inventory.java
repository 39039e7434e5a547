package io.ovpnguard.cluster;

import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.policy.Join;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that asks to be judged, by the namespace in which it is to be judged: for whoever looks at all of it. */
public final class Inventory {

    private static final Comparator<Known> BY_NAME = Comparator.comparing(Known::ref, ObjectRef.BY_NAME);

    private final Memory memory;
    private final FreshRead api;
    private final Reach reach;

    Inventory(Memory memory, FreshRead api, Reach reach) {
        this.memory = Objects.requireNonNull(memory);
        this.api = Objects.requireNonNull(api);
        this.reach = Objects.requireNonNull(reach);
    }

    /**
     * What is to be judged together.
     *
     * @param objects by name, so that whoever judges them again says it in the same order
     * @param unread those that memory does not suffice for, and that were not read either
     */
    public record Stock(List<ReadObject> objects, List<ObjectRef> unread) {

        public Stock {
            objects = List.copyOf(objects);
            unread = List.copyOf(unread);
        }
    }

    /** {@return whether everything is here, and changes arrive} */
    public boolean isComplete() {
        return memory.isLive();
    }

    /** {@return how far it reaches: the namespaces that may be read, or none for all} */
    public Set<String> reach() {
        var there = memory.listed();
        // Without any of them left, whoever reads is told so by the API server.
        return there.isEmpty() ? reach.namespaces() : there;
    }

    /** {@return the namespaces that something is to be judged in} */
    public Set<String> namespaces() {
        return memory.all().map(this::home).collect(Collectors.toSet());
    }

    /** {@return the labels of all objects} */
    public Map<ObjectRef, Map<String, String>> labels() {
        return memory.all().collect(Collectors.toMap(Known::ref, Known::labels, (one, _) -> one));
    }

    /** {@return the namespaces in which something has changed since this was last asked} */
    public Set<String> changed() {
        return memory.touched();
    }

    /**
     * {@return what is to be judged in a namespace}
     *
     * @param mostReads how many objects are read anew, of those that memory does not suffice for
     * @throws ReadFailure when one of them cannot be read now
     */
    public Stock of(String namespace, int mostReads) throws ReadFailure {
        var known = new TreeMap<ObjectRef, Known>(ObjectRef.BY_NAME);
        Stream.concat(memory.in(namespace), memory.joining(namespace))
                .filter(each -> home(each).equals(namespace))
                .sorted(BY_NAME)
                .forEach(each -> known.putIfAbsent(each.ref(), each));
        var insufficient =
                known.values().stream().filter(each -> !each.verbatim()).toList();
        var unread = insufficient.stream().skip(mostReads).map(Known::ref).collect(Collectors.toSet());
        var objects = known.values().parallelStream()
                .filter(Known::verbatim)
                .map(Known::read)
                .collect(Collectors.toCollection(ArrayList::new));
        for (var each : insufficient) {
            if (!unread.contains(each.ref())) {
                api.get(each.ref()).map(ReadObject::of).ifPresent(objects::add);
            }
        }
        objects.sort(Comparator.comparing(ReadObject::ref, ObjectRef.BY_NAME));
        return new Stock(objects, unread.stream().sorted(ObjectRef.BY_NAME).toList());
    }

    /** Where a client may join another namespace's bundle, it is judged there. */
    private String home(Known known) {
        var namespace = known.ref().namespace();
        return known.joins()
                .filter(other -> reach.against(new Join(namespace, other), known.labels())
                        .isEmpty())
                .orElse(namespace);
    }
}

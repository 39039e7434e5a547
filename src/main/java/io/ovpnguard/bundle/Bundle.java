package io.ovpnguard.bundle;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The profiles that must work together.
 *
 * @param namespace empty for files outside Kubernetes
 * @param name the bundle label, or what else holds it together
 * @param pairs each client with each server that its {@code remote} entries can mean
 * @param stored all texts beside these configs, and these configs too
 * @param revisions the generations that its members say they are of; an empty one where a member says none
 * @param allowances what annotations of its objects put up with
 */
public record Bundle(
        String namespace,
        String name,
        List<Profile> servers,
        List<Profile> clients,
        List<Pair> pairs,
        List<Stored> stored,
        SortedSet<String> revisions,
        List<Allowance> allowances) {

    /** A bundle whose members say nothing of generations, and whose objects put up with nothing. */
    public Bundle(
            String namespace,
            String name,
            List<Profile> servers,
            List<Profile> clients,
            List<Pair> pairs,
            List<Stored> stored) {
        this(namespace, name, servers, clients, pairs, stored, new TreeSet<>(Set.of("")), List.of());
    }

    public Bundle {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        servers = List.copyOf(servers);
        clients = List.copyOf(clients);
        pairs = List.copyOf(pairs);
        stored = List.copyOf(stored);
        revisions = Collections.unmodifiableSortedSet(new TreeSet<>(revisions));
        allowances = List.copyOf(allowances);
    }

    /** {@return all processes, servers first} */
    public Stream<Profile> profiles() {
        return Stream.concat(servers.stream(), clients.stream());
    }
}

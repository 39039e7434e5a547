package io.ovpnguard.bundle;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The profiles that must work together.
 *
 * @param namespace empty for files outside Kubernetes
 * @param name the bundle label, or what else holds it together
 * @param pairs each client with each server that its {@code remote} entries can mean
 * @param stored all texts beside these configs, and these configs too
 */
public record Bundle(
        String namespace,
        String name,
        List<Profile> servers,
        List<Profile> clients,
        List<Pair> pairs,
        List<Stored> stored) {

    public Bundle {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        servers = List.copyOf(servers);
        clients = List.copyOf(clients);
        pairs = List.copyOf(pairs);
        stored = List.copyOf(stored);
    }

    /** {@return all processes, servers first} */
    public Stream<Profile> profiles() {
        return Stream.concat(servers.stream(), clients.stream());
    }
}

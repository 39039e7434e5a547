package io.ovpnguard.cluster.certificates;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a replica is, and where its certificates are.
 *
 * @param identity of this replica, unlike that of each other one
 * @param webhooks name of the configuration whose webhooks call the Service
 * @param owner name of the Deployment with which everything made here goes away; empty where nothing shall
 */
public record Place(
        String namespace,
        String identity,
        String secret,
        String service,
        String webhooks,
        String lease,
        Optional<String> owner) {

    public Place {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(secret);
        Objects.requireNonNull(service);
        Objects.requireNonNull(webhooks);
        Objects.requireNonNull(lease);
        Objects.requireNonNull(owner);
    }

    /** {@return the names by which the Service is called} */
    public List<String> names() {
        var name = service + "." + namespace + ".svc";
        return List.of(name, name + ".cluster.local");
    }
}

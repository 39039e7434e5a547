package io.ovpnguard.cluster.lease;

import java.util.Objects;
import java.util.Optional;

/**
 * This replica, and what it has in common with the others.
 *
 * @param namespace of all of them
 * @param identity of this one, unlike that of each other one
 * @param lease name of the Lease that tells which of them writes
 * @param owner name of the Deployment with which everything made here goes away; empty where nothing shall
 */
public record Replica(String namespace, String identity, String lease, Optional<String> owner) {

    public Replica {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(lease);
        Objects.requireNonNull(owner);
    }
}

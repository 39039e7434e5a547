package io.ovpnguard.policy;

import java.util.Objects;

/**
 * Two namespaces that may share bundles.
 *
 * @param clients where clients are that join
 * @param bundles where the bundles are
 */
public record Join(String clients, String bundles) {

    public Join {
        Objects.requireNonNull(clients);
        Objects.requireNonNull(bundles);
    }
}

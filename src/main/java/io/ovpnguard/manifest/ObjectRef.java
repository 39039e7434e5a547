package io.ovpnguard.manifest;

import java.util.Objects;

/**
 * A Kubernetes object.
 *
 * @param namespace empty when the manifest states none
 */
public record ObjectRef(String namespace, String kind, String name) {

    public ObjectRef {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
    }

    /** {@return how messages write it, such as {@code ConfigMap vpn/server}} */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}

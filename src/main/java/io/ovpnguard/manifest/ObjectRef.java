package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.Objects;

/**
 * A Kubernetes object.
 *
 * @param namespace empty when the manifest states none
 */
public record ObjectRef(String namespace, String kind, String name) {

    /** By namespace, kind and name. */
    public static final Comparator<ObjectRef> BY_NAME = Comparator.comparing(ObjectRef::namespace)
            .thenComparing(ObjectRef::kind)
            .thenComparing(ObjectRef::name);

    public ObjectRef {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
    }

    /** {@return what names an object; of one that is still to be named, the beginning of its name} */
    public static ObjectRef of(HasMetadata object) {
        var metadata = object.getMetadata();
        var name = Objects.requireNonNullElse(metadata.getName(), metadata.getGenerateName());
        return new ObjectRef(
                Objects.requireNonNullElse(metadata.getNamespace(), ""),
                object.getKind(),
                Objects.requireNonNullElse(name, "(unnamed)"));
    }

    /** {@return how messages write it, such as {@code ConfigMap vpn/server}} */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}

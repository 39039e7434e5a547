package io.ovpnguard.manifest;

import io.ovpnguard.source.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What holds texts that belong together: a ConfigMap, a Secret, or a folder of files.
 *
 * @param ref empty for a folder
 * @param group the namespace, or the folder's path: the neighbourhood in which clients look for their server
 * @param allowances what stands for its annotations that put up with something, by the names of these
 * @param texts by key or file name
 */
public record VpnObject(
        Optional<ObjectRef> ref,
        String group,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, Source> allowances,
        Map<String, Source> texts) {

    public VpnObject {
        Objects.requireNonNull(ref);
        Objects.requireNonNull(group);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        allowances = Map.copyOf(allowances);
        texts = Map.copyOf(texts);
    }

    /** {@return the name of the bundle that the object's labels state} */
    Optional<String> label(String name) {
        return Optional.ofNullable(labels.get(name));
    }

    /** {@return what messages call it} */
    String title() {
        return ref.map(ObjectRef::toString).orElse(group);
    }

    /** {@return what people call the place of an annotation within an object} */
    static String place(String annotation) {
        return "metadata.annotations[" + annotation + "]";
    }

    /** {@return this object, and where its annotations put up with something} */
    VpnObject withAllowances(Map<String, Source> own) {
        var all = new HashMap<>(allowances);
        all.putAll(own);
        return new VpnObject(ref, group, labels, annotations, all, texts);
    }

    /** {@return this object with other texts} */
    VpnObject with(Map<String, Source> other) {
        return new VpnObject(ref, group, labels, annotations, allowances, other);
    }
}

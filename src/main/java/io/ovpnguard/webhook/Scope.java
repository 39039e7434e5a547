package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.manifest.Marks;
import java.util.Map;

/** The labels and annotations by which an object is measured: a change of one of them is a new beginning. */
record Scope(Map<String, String> labels, Map<String, String> annotations) {

    static Scope of(HasMetadata object) {
        var metadata = object.getMetadata();
        return new Scope(Marks.of(metadata.getLabels()), Marks.of(metadata.getAnnotations()));
    }
}

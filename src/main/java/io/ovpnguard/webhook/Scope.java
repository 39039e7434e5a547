package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The labels and annotations by which an object is measured: a change of one of them is a new beginning. */
record Scope(Map<String, String> marks) {

    static Scope of(HasMetadata object) {
        var marks = new TreeMap<String, String>();
        add(marks, "label ", object.getMetadata().getLabels());
        add(marks, "annotation ", object.getMetadata().getAnnotations());
        return new Scope(marks);
    }

    private static void add(Map<String, String> marks, String kind, Map<String, String> given) {
        Objects.requireNonNullElse(given, Map.<String, String>of()).forEach((name, value) -> {
            if (name.startsWith("ovpnguard.io/") || name.equals("app.kubernetes.io/instance")) {
                marks.put(kind + name, value);
            }
        });
    }
}

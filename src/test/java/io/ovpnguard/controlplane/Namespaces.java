package io.ovpnguard.controlplane;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.Map;

/** Namespaces as tests store them. */
public final class Namespaces {

    private Namespaces() {}

    /** {@return one to be stored} */
    public static Namespace named(String name, Map<String, String> labels) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    /** {@return one that asks for its objects to be judged} */
    public static Namespace optedIn(String name) {
        return named(name, Map.of("ovpnguard.io/check", "true"));
    }
}

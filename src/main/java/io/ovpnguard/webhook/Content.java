package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Objects;

/** All values that an object holds, for comparison only. */
record Content(Map<String, String> values, Map<String, String> more) {

    static Content of(HasMetadata object) {
        return switch (object) {
            case ConfigMap map -> new Content(orNone(map.getData()), orNone(map.getBinaryData()));
            case Secret secret -> new Content(orNone(secret.getData()), orNone(secret.getStringData()));
            default -> throw new IllegalArgumentException(object.getKind() + " is not judged");
        };
    }

    private static Map<String, String> orNone(Map<String, String> values) {
        return Objects.requireNonNullElse(values, Map.of());
    }

    /** {@return never the values, which may be keys} */
    @Override
    public String toString() {
        return "Content";
    }
}

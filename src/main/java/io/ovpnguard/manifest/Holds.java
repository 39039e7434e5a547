package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.pki.KeyText;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a ConfigMap or Secret is to a judgement. */
public enum Holds {
    /** A config that others connect to. */
    SERVER,
    /** Configs that connect to others, and none that waits for them. */
    CLIENT,
    /** Keys or certificates for configs in other objects of its bundle. */
    KEYS,
    /** Nothing that a judgement looks at. */
    NOTHING;

    static Holds of(HasMetadata object, ManifestReader reader, List<Member> members) {
        if (!members.isEmpty()) {
            return members.stream().anyMatch(Member::listens) ? SERVER : CLIENT;
        }
        return isLabelled(object)
                        && reader.texts().anyMatch(text -> KeyText.of(text).holdsMaterial())
                ? KEYS
                : NOTHING;
    }

    /** Configs find keys in other objects by their bundle's label only. */
    private static boolean isLabelled(HasMetadata object) {
        var labels = Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
        return labels.containsKey(Member.BUNDLE) || labels.containsKey(Member.INSTANCE);
    }
}

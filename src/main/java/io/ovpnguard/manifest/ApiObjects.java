package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the texts of ConfigMaps and Secrets that come from the API server: there is no manifest to point into. */
final class ApiObjects {

    private final Gathered gathered;

    ApiObjects(Gathered gathered) {
        this.gathered = gathered;
    }

    /** {@return the object's texts, or empty for a kind that holds none} */
    Optional<VpnObject> read(HasMetadata object) {
        return switch (object) {
            case ConfigMap map -> {
                var texts = new Texts(ObjectRef.of(map), Sensitivity.PLAIN);
                orNone(map.getData()).forEach(texts::text);
                orNone(map.getBinaryData()).forEach(texts::base64);
                yield Optional.of(texts.object(map));
            }
            case Secret secret -> {
                var texts = new Texts(ObjectRef.of(secret), Sensitivity.SECRET);
                orNone(secret.getData()).forEach(texts::base64);
                orNone(secret.getStringData()).forEach(texts::text);
                yield Optional.of(texts.object(secret));
            }
            default -> Optional.empty();
        };
    }

    private static Map<String, String> orNone(Map<String, String> map) {
        return Objects.requireNonNullElse(map, Map.of());
    }

    /** The texts of one object. */
    private final class Texts {

        private final ObjectRef ref;
        private final Sensitivity sensitivity;
        private final Map<String, Source> texts = new HashMap<>();

        private Texts(ObjectRef ref, Sensitivity sensitivity) {
            this.ref = ref;
            this.sensitivity = sensitivity;
        }

        void text(String key, String value) {
            var source = Source.of(key, value, sensitivity);
            gathered.locations()
                    .add(source, new Locations.Origin("", Optional.of(ref), Optional.of(key), Optional.empty()));
            var encryption = Encryption.of(value);
            if (encryption.isPresent()) {
                gathered.skip(source, "the value of `" + key + "` is encrypted by " + encryption.get());
            } else {
                texts.put(key, source);
            }
        }

        void base64(String key, String value) {
            try {
                Utf8.decode(Base64.getDecoder().decode(value)).ifPresent(text -> text(key, text));
            } catch (IllegalArgumentException notBase64) {
                // The API server has decoded it before us, so only a hand-made review comes here.
                var source = Source.of(key, "", sensitivity);
                gathered.locations()
                        .add(source, new Locations.Origin("", Optional.of(ref), Optional.of(key), Optional.empty()));
                gathered.skip(source, "the value of `" + key + "` is not base64");
            }
        }

        VpnObject object(HasMetadata object) {
            return new VpnObject(
                    Optional.of(ref),
                    ref.namespace(),
                    orNone(object.getMetadata().getLabels()),
                    orNone(object.getMetadata().getAnnotations()),
                    texts);
        }
    }
}

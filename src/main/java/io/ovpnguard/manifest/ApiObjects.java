package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ovpnguard.bundle.Allowance;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the texts of objects that come from the API server: there is no manifest to point into. */
final class ApiObjects {

    private final Gathered gathered;

    ApiObjects(Gathered gathered) {
        this.gathered = gathered;
    }

    /** Adds the object to what was gathered: the texts of ConfigMaps and Secrets, and what pods do with them. */
    void read(HasMetadata object) {
        switch (object) {
            case ConfigMap map -> {
                var texts = new Texts(shell(map), Sensitivity.PLAIN);
                orNone(map.getData()).forEach(texts::text);
                orNone(map.getBinaryData()).forEach(texts::base64);
                texts.gather();
            }
            case Secret secret -> {
                var texts = new Texts(shell(secret), Sensitivity.SECRET);
                orNone(secret.getData()).forEach(texts::base64);
                orNone(secret.getStringData()).forEach(texts::text);
                texts.gather();
            }
            case Deployment _, StatefulSet _, DaemonSet _, CronJob _ -> workload(object);
            // What they come from is read in their place.
            case Job _, Pod _ -> {
                if (object.getMetadata().getOwnerReferences().isEmpty()) {
                    workload(object);
                }
            }
            default -> {}
        }
    }

    /** What reads pods reads manifests, so this makes one. */
    private void workload(HasMetadata object) {
        var text = Serialization.asJson(object);
        var source = Source.of(object.getMetadata().getName(), text, Sensitivity.SECRET);
        var documents = new YamlDocuments(source, text, new ArrayList<>());
        new ObjectReader(Enclosure.file("", ""), source, text, gathered).read(documents.read());
    }

    private VpnObject shell(HasMetadata object) {
        var ref = ObjectRef.of(object);
        var metadata = object.getMetadata();
        var annotations = orNone(metadata.getAnnotations());
        var shell = new VpnObject(
                Optional.of(ref), ref.namespace(), orNone(metadata.getLabels()), annotations, Map.of(), Map.of());
        var allowances = new HashMap<String, Source>();
        annotations.keySet().forEach(name -> {
            if (name.startsWith(Allowance.ANNOTATION)) {
                allowances.put(name, source(VpnObject.place(name), "", Sensitivity.PLAIN, shell));
            }
        });
        return allowances.isEmpty() ? shell : shell.withAllowances(allowances);
    }

    private Source source(String key, String text, Sensitivity shown, VpnObject shell) {
        var source = Source.of(key, text, shown);
        gathered.locations()
                .add(
                        source,
                        new Locations.Origin("", shell.ref(), Optional.of(key), Optional.empty(), Optional.empty()));
        return source;
    }

    private static Map<String, String> orNone(Map<String, String> map) {
        return Objects.requireNonNullElse(map, Map.of());
    }

    /** The texts of one object. */
    private final class Texts {

        private final VpnObject shell;
        private final Sensitivity sensitivity;
        private final Map<String, Source> texts = new HashMap<>();

        private Texts(VpnObject shell, Sensitivity sensitivity) {
            this.shell = shell;
            this.sensitivity = sensitivity;
        }

        void text(String key, String value) {
            // A manifest in a key may hold Secrets, whatever holds the key.
            var shown = ManifestText.holdsTexts(value) ? Sensitivity.SECRET : sensitivity;
            var source = source(key, value, shown, shell);
            var encryption = Encryption.of(value);
            if (encryption.isPresent()) {
                gathered.skip(source, "the value of `" + key + "` is encrypted by " + encryption.get());
            } else if (!new Enclosure("", "", Optional.of(shell), sensitivity, 1).read(source, value, gathered)) {
                texts.put(key, source);
            }
        }

        void base64(String key, String value) {
            try {
                Utf8.decodeConfig(Base64.getDecoder().decode(value)).ifPresent(text -> text(key, text));
            } catch (IllegalArgumentException notBase64) {
                // The API server has decoded it before us, so only a hand-made review comes here.
                gathered.skip(source(key, "", sensitivity, shell), "the value of `" + key + "` is not base64");
            }
        }

        void gather() {
            gathered.objects().add(shell.with(texts));
        }
    }
}

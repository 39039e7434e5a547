package io.ovpnguard.manifest;

import com.github.benmanes.caffeine.cache.Interner;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.ReducedText;
import io.ovpnguard.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A ConfigMap or Secret as it may be kept in memory: only its configs, what they refer to, and keys and certificates for
 * the configs of other objects; without comments, credentials and the keys themselves, and only those annotations that say
 * where it belongs.
 *
 * @param object of the same kind; judgement reads it as it reads the original
 * @param sufficient whether judgement finds the same in it; else the original must be read again
 * @param verbatim whether what is said of it is the same, too: options that no version knows are not kept by name
 */
public record ReducedObject(HasMetadata object, boolean sufficient, boolean verbatim, Holds holds) {

    /** Ten thousand clients of one server are marked alike. */
    private static final Interner<Map<String, String>> MARKS = Interner.newWeakInterner();

    public ReducedObject {
        Objects.requireNonNull(object);
        Objects.requireNonNull(holds);
    }

    /** {@return what is left of an object, or empty when it holds nothing that a judgement looks at} */
    public static Optional<ReducedObject> of(HasMetadata original) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(original);
        var members = reader.members();
        var holds = Holds.of(original, reader, members);
        if (holds == Holds.NOTHING) {
            return Optional.empty();
        }
        var texts = new HashMap<String, String>();
        var configs = members.stream()
                .map(member -> ReducedConfig.of(member.profile().config()))
                .toList();
        configs.forEach(config -> config.texts().forEach((source, text) -> texts.put(source.name(), text)));
        var sufficient = configs.stream().allMatch(ReducedConfig.Texts::sufficient)
                & members.stream()
                        .map(member -> addFiles(member.profile(), texts))
                        .reduce(true, Boolean::logicalAnd)
                & addKeys(reader, texts);
        var verbatim = configs.stream().allMatch(ReducedConfig.Texts::verbatim);
        return Optional.of(new ReducedObject(withTexts(original, texts), sufficient, verbatim, holds));
    }

    /** {@return the other namespace whose bundle its configs join, if they do} */
    public Optional<String> joins() {
        return Member.joins(object);
    }

    /** {@return the length of all its texts} */
    public int characters() {
        var texts = switch (object) {
            case ConfigMap map -> map.getData();
            case Secret secret -> secret.getStringData();
            default -> throw new IllegalStateException(object.getKind() + " holds no texts");
        };
        return texts.values().stream().mapToInt(String::length).sum();
    }

    private static boolean addFiles(Profile profile, Map<String, String> texts) {
        return profile.files().entries().values().stream()
                .flatMap(file -> file.content().stream())
                .map(source -> addFile(source, texts))
                .reduce(true, Boolean::logicalAnd);
    }

    /** What no config of this object names may be for one of another object. */
    private static boolean addKeys(ManifestReader reader, Map<String, String> texts) {
        return reader.texts()
                .filter(text -> KeyText.of(text).holdsMaterial())
                .map(text -> addFile(text, texts))
                .reduce(true, Boolean::logicalAnd);
    }

    private static boolean addFile(Source source, Map<String, String> texts) {
        var file = ReducedText.of(KeyText.of(source));
        return texts.putIfAbsent(source.name(), file.text()) != null || file.sufficient();
    }

    private static HasMetadata withTexts(HasMetadata original, Map<String, String> texts) {
        var metadata = metadata(original.getMetadata());
        // Of what the kinds have besides, an empty map or list each would take more room than many a text.
        return switch (original) {
            case ConfigMap _ -> {
                var map = new ConfigMap();
                map.setMetadata(metadata);
                map.setData(Map.copyOf(texts));
                map.setBinaryData(Map.of());
                map.setAdditionalProperties(Map.of());
                yield map;
            }
            case Secret _ -> {
                var secret = new Secret();
                secret.setMetadata(metadata);
                secret.setStringData(Map.copyOf(texts));
                secret.setData(Map.of());
                secret.setAdditionalProperties(Map.of());
                yield secret;
            }
            default -> throw new IllegalArgumentException(original.getKind() + " holds no texts");
        };
    }

    private static ObjectMeta metadata(ObjectMeta original) {
        var metadata = new ObjectMeta();
        metadata.setNamespace(original.getNamespace());
        metadata.setName(original.getName());
        metadata.setUid(original.getUid());
        metadata.setResourceVersion(original.getResourceVersion());
        metadata.setLabels(
                MARKS.intern(Map.copyOf(Objects.requireNonNullElse(original.getLabels(), Map.<String, String>of()))));
        metadata.setAnnotations(MARKS.intern(Map.copyOf(Marks.of(original.getAnnotations()))));
        metadata.setFinalizers(List.of());
        metadata.setManagedFields(List.of());
        metadata.setOwnerReferences(List.of());
        metadata.setAdditionalProperties(Map.of());
        return metadata;
    }
}

package io.ovpnguard.manifest;

import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a manifest stands in: a file, or the text of a key, whose object lends what the objects in it do not state.
 *
 * @param file empty in the cluster
 * @param namespace of the objects in a file that state none
 * @param holder the object that has the key; empty for a file
 * @param depth how many keys lie around the manifest
 */
record Enclosure(String file, String namespace, Optional<VpnObject> holder, Sensitivity sensitivity, int depth) {

    /** What is said of a manifest that some program has yet to make. */
    static final String TEMPLATE =
            "a template of a manifest: render it first, as in `helm template ... | ovpnguard check -`";

    /** What deploys objects from keys has no use for more. */
    private static final int MAX_DEPTH = 3;

    Enclosure {
        Objects.requireNonNull(file);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(holder);
        Objects.requireNonNull(sensitivity);
    }

    static Enclosure file(String name, String namespace) {
        return new Enclosure(name, namespace, Optional.empty(), Sensitivity.PLAIN, 0);
    }

    /** {@return an object as its manifest states it, without texts} */
    VpnObject shell(Mapping mapping, String kind) {
        var metadata = mapping.mapping("metadata");
        var home = metadata.flatMap(found -> found.text("namespace"))
                .or(() -> holder.map(VpnObject::group))
                .orElse(namespace);
        var name = metadata.flatMap(found -> found.text("name"))
                .or(() -> metadata.flatMap(found -> found.text("generateName")))
                .orElse("(unnamed)");
        return new VpnObject(
                Optional.of(new ObjectRef(home, kind, name)),
                home,
                overlay(holder.map(VpnObject::labels), metadata.flatMap(found -> found.mapping("labels"))),
                overlay(holder.map(VpnObject::annotations), metadata.flatMap(found -> found.mapping("annotations"))),
                holder.map(VpnObject::allowances).orElse(Map.of()),
                Map.of());
    }

    private static Map<String, String> overlay(Optional<Map<String, String>> lent, Optional<Mapping> stated) {
        var texts = new HashMap<>(lent.orElse(Map.of()));
        stated.ifPresent(mapping -> texts.putAll(mapping.texts()));
        return texts;
    }

    /** In the cluster, an object must not speak for other namespaces than its own. */
    boolean isForeign(VpnObject object) {
        return file.isEmpty()
                && holder.filter(outer -> !outer.group().equals(object.group())).isPresent();
    }

    /** {@return where a text of an object in this manifest was found} */
    Locations.Origin origin(VpnObject object, String key, ManifestMap map, Optional<String> template) {
        // A place within the text of a key is told as a place of that key: that is what people edit.
        return holder.isEmpty()
                ? new Locations.Origin(file, object.ref(), Optional.of(key), Optional.of(map), template)
                : new Locations.Origin(file, Optional.empty(), Optional.empty(), Optional.of(map), Optional.empty());
    }

    /** {@return the enclosure that a key of an object in this one is} */
    Enclosure within(VpnObject object, Sensitivity plain) {
        return new Enclosure(file, namespace, Optional.of(object), plain, depth + 1);
    }

    /**
     * Reads the text of the key that this enclosure is, if it is a manifest.
     *
     * @return whether it is one, and so nothing else
     */
    boolean read(Source key, String text, Gathered gathered) {
        if (depth > MAX_DEPTH || !ManifestText.holdsTexts(text)) {
            return false;
        }
        var problems = new ArrayList<Problem>();
        var documents = new YamlDocuments(key, text, problems);
        new ObjectReader(this, key, text, gathered).read(documents.read());
        documents.templates().stream().findFirst().ifPresent(template -> gathered.skip(template, TEMPLATE));
        if (!problems.isEmpty()) {
            gathered.skip(problems.getFirst().span(), "a manifest in this key that cannot be read as YAML");
        }
        return true;
    }
}

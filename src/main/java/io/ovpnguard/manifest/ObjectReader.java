package io.ovpnguard.manifest;

import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Finds ConfigMaps and Secrets in the documents of one manifest, and the texts in them. */
final class ObjectReader {

    /** {@code MaxSecretSize} of the API, which holds for ConfigMaps too: all values of an object together. */
    private static final long MAX_BYTES = 1024 * 1024;

    private final String file;
    private final Source manifest;
    private final int[] codePoints;
    private final Gathered gathered;
    private final List<VpnObject> objects = new ArrayList<>();

    /** An alias is the node of its anchor: each object is read once, however often (or recursively) it is named. */
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private int base;

    ObjectReader(String file, Source manifest, String text, Gathered gathered) {
        this.file = file;
        this.manifest = manifest;
        this.codePoints = text.codePoints().toArray();
        this.gathered = gathered;
    }

    List<VpnObject> read(List<YamlDocuments.Document> documents) {
        for (var document : documents) {
            base = document.base();
            object(document.root());
        }
        return objects;
    }

    private void object(Node node) {
        if (!(node instanceof MappingNode mappingNode) || !seen.add(node)) {
            return;
        }
        var mapping = Mapping.of(mappingNode);
        var kind = mapping.text("kind").orElse("");
        if (kind.endsWith("List")
                && mapping.value("items").orElse(null) instanceof SequenceNode list
                && seen.add(list)) {
            list.getValue().forEach(this::object);
            return;
        }
        switch (kind) {
            case "ConfigMap", "Secret" -> vpnObject(node, mapping, kind);
            case "SealedSecret" -> skip(node, "a SealedSecret is encrypted: its values are known in the cluster only");
            default -> {}
        }
    }

    private void vpnObject(Node node, Mapping mapping, String kind) {
        if (mapping.value("sops").isPresent()) {
            skip(node, "encrypted by SOPS");
            return;
        }
        var metadata = mapping.mapping("metadata");
        var ref = new ObjectRef(
                metadata.flatMap(found -> found.text("namespace")).orElse(""),
                kind,
                metadata.flatMap(found -> found.text("name"))
                        .or(() -> metadata.flatMap(found -> found.text("generateName")))
                        .orElse("(unnamed)"));
        var isSecret = kind.equals("Secret");
        var values = new Values(ref, isSecret ? Sensitivity.SECRET : Sensitivity.PLAIN);
        mapping.mapping("data").ifPresent(data -> values.read(data, isSecret));
        if (isSecret) {
            mapping.mapping("stringData").ifPresent(data -> values.read(data, false));
        } else {
            mapping.mapping("binaryData").ifPresent(data -> values.read(data, true));
        }
        if (values.bytes > MAX_BYTES) {
            gathered.problems()
                    .add(new Problem(
                            true,
                            start(node),
                            "the values of " + ref + " are " + values.bytes
                                    + " bytes together: the API server takes at most " + MAX_BYTES,
                            Optional.of("split the object")));
        }
        objects.add(new VpnObject(
                Optional.of(ref),
                ref.namespace(),
                texts(metadata, "labels"),
                texts(metadata, "annotations"),
                values.texts));
    }

    private static Map<String, String> texts(Optional<Mapping> metadata, String name) {
        return metadata.flatMap(found -> found.mapping(name))
                .map(Mapping::texts)
                .orElse(Map.of());
    }

    private void skip(Node node, String reason) {
        gathered.skip(start(node), reason);
    }

    private Span start(Node node) {
        var start = base + node.getStartMark().getIndex();
        return new Span(manifest, start, start);
    }

    private Span span(Node node) {
        var start = base + node.getStartMark().getIndex();
        var end = Math.min(base + node.getEndMark().getIndex(), manifest.length());
        return new Span(manifest, start, end);
    }

    /** The values of one object. */
    private final class Values {

        private final ObjectRef ref;
        private final Sensitivity sensitivity;
        private final Map<String, Source> texts = new LinkedHashMap<>();
        private long bytes;

        private Values(ObjectRef ref, Sensitivity sensitivity) {
            this.ref = ref;
            this.sensitivity = sensitivity;
        }

        void read(Mapping data, boolean base64) {
            for (var lost : data.lost()) {
                gathered.problems()
                        .add(new Problem(
                                false,
                                span(lost.key()),
                                "`" + lost.name()
                                        + "` stands again further down: `kubectl` keeps that one and loses this",
                                Optional.of("remove one of them, or give it another name")));
            }
            for (var entry : data.entries()) {
                if (!(entry.value() instanceof ScalarNode scalar) || !isString(scalar)) {
                    notAString(entry);
                } else if (!isEncrypted(entry, scalar.getValue())) {
                    value(entry, scalar, base64 || scalar.getTag().equals(Tag.BINARY));
                }
            }
        }

        private void value(Mapping.Entry entry, ScalarNode scalar, boolean base64) {
            var anchor = span(entry.key());
            var decoded = base64 ? decode(entry, scalar) : Optional.of(scalar.getValue());
            decoded.ifPresent(text -> {
                var source = Source.of(entry.name(), text, sensitivity);
                var map = base64 ? ManifestMap.coarse(anchor) : map(anchor, scalar);
                bytes += base64 ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
                gathered.locations()
                        .add(
                                source,
                                new Locations.Origin(
                                        file, Optional.of(ref), Optional.of(entry.name()), Optional.of(map)));
                texts.put(entry.name(), source);
            });
        }

        private ManifestMap map(Span anchor, ScalarNode scalar) {
            return ScalarMapper.map(
                    anchor,
                    codePoints,
                    base + scalar.getStartMark().getIndex(),
                    base + scalar.getEndMark().getIndex(),
                    scalar.getValue(),
                    scalar.getScalarStyle());
        }

        private boolean isString(ScalarNode scalar) {
            return Set.of(Tag.STR, Tag.BINARY, Tag.MERGE).contains(scalar.getTag());
        }

        private void notAString(Mapping.Entry entry) {
            var tag = entry.value().getTag();
            if (tag.equals(Tag.NULL)) {
                return;
            }
            var type = tag.getValue().replaceAll(".*[:!]", "");
            gathered.problems()
                    .add(new Problem(
                            true,
                            span(entry.value()),
                            "the value of `" + entry.name() + "` is of YAML type " + type
                                    + ", not a string: the API server refuses the object",
                            Optional.of("put the value in quotes")));
        }

        private boolean isEncrypted(Mapping.Entry entry, String value) {
            var tool = Encryption.of(value);
            tool.ifPresent(by ->
                    gathered.skip(span(entry.key()), "the value of `" + entry.name() + "` is encrypted by " + by));
            return tool.isPresent();
        }

        /** {@return the text; binary values are none of our business} */
        private Optional<String> decode(Mapping.Entry entry, ScalarNode scalar) {
            try {
                // Go's decoder, which the API server uses, skips line ends and nothing else.
                var decoded = Base64.getDecoder().decode(scalar.getValue().replaceAll("[\r\n]", ""));
                bytes += decoded.length;
                return Utf8.decode(decoded);
            } catch (IllegalArgumentException notBase64) {
                gathered.problems()
                        .add(new Problem(
                                true,
                                span(scalar),
                                "the value of `" + entry.name() + "` is not base64: the API server refuses the object",
                                Optional.of("encode it with `base64 -w0`, or put the text under `stringData`")));
                return Optional.empty();
            }
        }
    }
}

package io.ovpnguard.manifest;

import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Finds ConfigMaps and Secrets in the documents of one manifest, and the texts in them. */
final class ObjectReader {

    private final String file;
    private final Source manifest;
    private final int[] codePoints;
    private final Locations locations;
    private final List<Problem> problems;
    private final List<NotInspected> notInspected;
    private final List<VpnObject> objects = new ArrayList<>();
    private int base;

    ObjectReader(
            String file,
            Source manifest,
            String text,
            Locations locations,
            List<Problem> problems,
            List<NotInspected> notInspected) {
        this.file = file;
        this.manifest = manifest;
        this.codePoints = text.codePoints().toArray();
        this.locations = locations;
        this.problems = problems;
        this.notInspected = notInspected;
    }

    List<VpnObject> read(List<YamlDocuments.Document> documents) {
        for (var document : documents) {
            base = document.base();
            object(document.root());
        }
        return objects;
    }

    private void object(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        var kind = text(mapping, "kind").orElse("");
        var items = value(mapping, "items");
        if (kind.endsWith("List") && items.isPresent() && items.get() instanceof SequenceNode list) {
            list.getValue().forEach(this::object);
            return;
        }
        switch (kind) {
            case "ConfigMap", "Secret" -> vpnObject(mapping, kind);
            case "SealedSecret" -> skip(node, "a SealedSecret is encrypted: its values are known in the cluster only");
            default -> {}
        }
    }

    private void vpnObject(MappingNode mapping, String kind) {
        var metadata = mapping(mapping, "metadata");
        var ref = new ObjectRef(
                metadata.flatMap(found -> text(found, "namespace")).orElse(""),
                kind,
                metadata.flatMap(found -> text(found, "name"))
                        .or(() -> metadata.flatMap(found -> text(found, "generateName")))
                        .orElse("(unnamed)"));
        if (value(mapping, "sops").isPresent()) {
            skip(mapping, "encrypted by SOPS");
            return;
        }
        var isSecret = kind.equals("Secret");
        var texts = new LinkedHashMap<String, Source>();
        mapping(mapping, "data").ifPresent(data -> values(data, ref, isSecret, isSecret, texts));
        mapping(mapping, "binaryData").ifPresent(data -> values(data, ref, true, false, texts));
        mapping(mapping, "stringData").ifPresent(data -> values(data, ref, false, true, texts));
        objects.add(new VpnObject(
                Optional.of(ref),
                ref.namespace(),
                strings(metadata, "labels"),
                strings(metadata, "annotations"),
                texts));
    }

    private void values(MappingNode data, ObjectRef ref, boolean base64, boolean secret, Map<String, Source> texts) {
        for (var tuple : data.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                continue;
            }
            var anchor = span(key);
            if (!(tuple.getValueNode() instanceof ScalarNode scalar) || !isString(scalar)) {
                notAString(tuple, key.getValue());
                continue;
            }
            var name = key.getValue();
            if (isEncrypted(scalar.getValue(), anchor, name)) {
                continue;
            }
            var decoded = base64 ? decode(scalar, name) : Optional.of(scalar.getValue());
            decoded.ifPresent(text -> {
                var source = Source.of(name, text, secret ? Sensitivity.SECRET : Sensitivity.PLAIN);
                var map = base64
                        ? ManifestMap.coarse(anchor)
                        : ScalarMapper.map(
                                anchor,
                                codePoints,
                                base + scalar.getStartMark().getIndex(),
                                base + scalar.getEndMark().getIndex(),
                                text,
                                scalar.getScalarStyle());
                locations.add(
                        source, new Locations.Origin(file, Optional.of(ref), Optional.of(name), Optional.of(map)));
                texts.put(name, source);
            });
        }
    }

    private static boolean isString(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.STR) || scalar.getTag().equals(Tag.BINARY);
    }

    private void notAString(NodeTuple tuple, String key) {
        var value = tuple.getValueNode();
        if (value.getTag().equals(Tag.NULL)) {
            return;
        }
        var type = value.getTag().getValue().replaceAll(".*[:!]", "");
        problems.add(new Problem(
                true,
                span(value),
                "the value of `" + key + "` is of YAML type " + type
                        + ", not a string: the API server refuses the object",
                Optional.of("put the value in quotes")));
    }

    private boolean isEncrypted(String value, Span anchor, String key) {
        var tool = Encryption.of(value);
        tool.ifPresent(by -> notInspected.add(
                new NotInspected(new Where.At(anchor), "the value of `" + key + "` is encrypted by " + by)));
        return tool.isPresent();
    }

    private Optional<String> decode(ScalarNode scalar, String key) {
        try {
            // Go's decoder, which the API server uses, skips line ends and nothing else.
            var bytes = Base64.getDecoder().decode(scalar.getValue().replaceAll("[\r\n]", ""));
            return Utf8.decode(bytes);
        } catch (IllegalArgumentException notBase64) {
            problems.add(new Problem(
                    true,
                    span(scalar),
                    "the value of `" + key + "` is not base64: the API server refuses the object",
                    Optional.of("encode it with `base64 -w0`, or put the text under `stringData`")));
            return Optional.empty();
        }
    }

    private void skip(Node node, String reason) {
        notInspected.add(new NotInspected(new Where.At(firstPlace(node)), reason));
    }

    private Span firstPlace(Node node) {
        var start = base + node.getStartMark().getIndex();
        return new Span(manifest, start, start);
    }

    private Span span(Node node) {
        var start = base + node.getStartMark().getIndex();
        var end = Math.min(base + node.getEndMark().getIndex(), manifest.length());
        return new Span(manifest, start, end);
    }

    private static Optional<Node> value(MappingNode mapping, String name) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name))
                .map(NodeTuple::getValueNode)
                .reduce((first, last) -> last);
    }

    private static Optional<MappingNode> mapping(MappingNode mapping, String name) {
        return value(mapping, name).filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    }

    private static Optional<String> text(MappingNode mapping, String name) {
        return value(mapping, name).filter(ScalarNode.class::isInstance).map(node -> ((ScalarNode) node).getValue());
    }

    private static Map<String, String> strings(Optional<MappingNode> metadata, String name) {
        var strings = new LinkedHashMap<String, String>();
        metadata.flatMap(found -> mapping(found, name))
                .ifPresent(found -> found.getValue().forEach(tuple -> {
                    if (tuple.getKeyNode() instanceof ScalarNode key
                            && tuple.getValueNode() instanceof ScalarNode scalar) {
                        strings.put(key.getValue(), scalar.getValue());
                    }
                }));
        return strings;
    }
}

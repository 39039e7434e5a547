package io.ovpnguard.manifest;

import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the values of one ConfigMap or Secret in a manifest. */
final class ValuesReader {

    private static final Set<Tag> STRINGS = Set.of(Tag.STR, Tag.BINARY, Tag.MERGE);

    private final Enclosure enclosure;
    private final VpnObject shell;
    private final Sensitivity sensitivity;
    private final NodePlaces places;
    private final Gathered gathered;
    private final Map<String, Source> texts = new LinkedHashMap<>();
    private long bytes;

    ValuesReader(Enclosure enclosure, VpnObject shell, Sensitivity sensitivity, NodePlaces places, Gathered gathered) {
        this.enclosure = enclosure;
        this.shell = shell;
        this.sensitivity = sensitivity;
        this.places = places;
        this.gathered = gathered;
    }

    /** {@return the texts found so far, by key} */
    Map<String, Source> texts() {
        return texts;
    }

    /** {@return how many bytes all values have} */
    long bytes() {
        return bytes;
    }

    /** Labels and annotations are strings; a version such as {@code 2.6} without quotes is none. */
    void checkMetadata(Mapping metadata) {
        for (var name : List.of("labels", "annotations")) {
            metadata.mapping(name)
                    .ifPresent(found -> found.entries().forEach(entry -> {
                        if (!isString(entry.value())) {
                            notAString(entry);
                        }
                    }));
        }
    }

    /** Reads what an object has under a name, such as {@code data}. */
    void read(Mapping object, String name, boolean base64) {
        object.entry(name).ifPresent(entry -> {
            if (entry.value() instanceof MappingNode data) {
                read(Mapping.of(data), base64);
            } else {
                notA("mapping", entry, "write a key and a value on each line");
            }
        });
    }

    private void read(Mapping data, boolean base64) {
        for (var lost : data.lost()) {
            problem(
                    false,
                    places.span(lost.key()),
                    "`" + lost.name() + "` stands again further down: `kubectl` keeps that one and loses this",
                    "remove one of them, or give it another name");
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
        var anchor = places.span(entry.key());
        var decoded = base64 ? decode(entry, scalar) : Optional.of(scalar.getValue());
        decoded.ifPresent(text -> {
            // A manifest in a key may hold Secrets, whatever holds the key.
            var shown = ManifestText.holdsTexts(text) ? Sensitivity.SECRET : sensitivity;
            var source = Source.of(entry.name(), text, shown);
            var map = base64 ? ManifestMap.coarse(anchor) : places.map(anchor, scalar);
            bytes += base64 ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
            gathered.locations().add(source, enclosure.origin(shell, entry.name(), map, places.template()));
            if (!enclosure.within(shell, sensitivity).read(source, text, gathered)) {
                texts.put(entry.name(), source);
            }
        });
    }

    /** To kubectl, a scalar with a tag of the author's own is a string. */
    private static boolean isString(Node node) {
        return node instanceof ScalarNode
                && (STRINGS.contains(node.getTag()) || node.getTag().getValue().startsWith("!"));
    }

    private void notAString(Mapping.Entry entry) {
        notA("string", entry, "put the value in quotes");
    }

    private void notA(String expected, Mapping.Entry entry, String help) {
        var tag = entry.value().getTag();
        if (tag.equals(Tag.NULL)) {
            return;
        }
        var type = tag.getValue().replaceAll(".*[:!]", "");
        problem(
                true,
                places.span(entry.value()),
                "the value of `" + entry.name() + "` is of YAML type " + type + ", not a " + expected
                        + ": the API server refuses the object",
                help);
    }

    private boolean isEncrypted(Mapping.Entry entry, String value) {
        var tool = Encryption.of(value);
        tool.ifPresent(by ->
                gathered.skip(places.span(entry.key()), "the value of `" + entry.name() + "` is encrypted by " + by));
        return tool.isPresent();
    }

    /** {@return the text; binary values are none of our business} */
    private Optional<String> decode(Mapping.Entry entry, ScalarNode scalar) {
        try {
            // Go's decoder, which the API server uses, skips line ends and nothing else.
            var decoded = Base64.getDecoder().decode(scalar.getValue().replaceAll("[\r\n]", ""));
            bytes += decoded.length;
            return Utf8.decodeConfig(decoded);
        } catch (IllegalArgumentException notBase64) {
            problem(
                    true,
                    places.span(scalar),
                    "the value of `" + entry.name() + "` is not base64: the API server refuses the object",
                    "encode it with `base64 -w0`, or put the text under `stringData`");
            return Optional.empty();
        }
    }

    /** What stands in a key is applied by somebody else, if at all: there, nothing is refused now. */
    private void problem(boolean fatal, Span span, String message, String help) {
        gathered.problems().add(new Problem(fatal && enclosure.holder().isEmpty(), span, message, Optional.of(help)));
    }
}

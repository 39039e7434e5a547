package io.ovpnguard.manifest;

import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the objects in the documents of one manifest that hold texts, or mount them. */
final class ObjectReader {

    /** {@code MaxSecretSize} of the API, which holds for ConfigMaps too: all values of an object together. */
    private static final long MAX_BYTES = 1024 * 1024;

    private final Enclosure enclosure;
    private final Source manifest;
    private final int[] codePoints;
    private final Gathered gathered;
    private final Map<ObjectRef, Span> written = new HashMap<>();
    private final Map<ObjectRef, VpnObject> objects = new LinkedHashMap<>();

    /** An alias is the node of its anchor: each object is read once, however often (or recursively) it is named. */
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private NodePlaces places;

    ObjectReader(Enclosure enclosure, Source manifest, String text, Gathered gathered) {
        this.enclosure = enclosure;
        this.manifest = manifest;
        this.codePoints = text.codePoints().toArray();
        this.gathered = gathered;
    }

    /** Adds the objects of these documents to what was gathered. */
    void read(List<YamlDocuments.Document> documents) {
        for (var document : documents) {
            places = new NodePlaces(manifest, codePoints, document.base(), document.template());
            object(document.root(), "");
        }
        gathered.objects().addAll(objects.values());
    }

    /** @param listed the kind that its list says it has; the API leaves it out of the items then, and kubectl fills it in */
    private void object(Node node, String listed) {
        if (!(node instanceof MappingNode mappingNode) || !seen.add(node)) {
            return;
        }
        var mapping = Mapping.of(mappingNode);
        var kind = mapping.text("kind").orElse(listed);
        if (kind.endsWith("List")
                && mapping.value("items").orElse(null) instanceof SequenceNode list
                && seen.add(list)) {
            var listedKind = kind.substring(0, kind.length() - "List".length());
            list.getValue().forEach(item -> object(item, listedKind));
            return;
        }
        switch (kind) {
            case "ConfigMap", "Secret" -> vpnObject(node, mapping, kind);
            case "SealedSecret" -> skip(node, "a SealedSecret is encrypted: its values are known in the cluster only");
            default ->
                PodReader.of(mapping, kind).ifPresent(pod -> {
                    var marks = new MarkReader(enclosure, mapping, places, gathered);
                    marks.check();
                    pod.read(marks.shell(kind), places, enclosure, gathered);
                });
        }
    }

    private void vpnObject(Node node, Mapping mapping, String kind) {
        if (mapping.value("sops").isPresent()) {
            skip(node, "encrypted by SOPS");
            return;
        }
        var marks = new MarkReader(enclosure, mapping, places, gathered);
        var shell = marks.shell(kind);
        var ref = shell.ref().orElseThrow();
        if (enclosure.isForeign(shell)) {
            skip(node, ref + " is of another namespace than the object that holds it");
            return;
        }
        if (isUnrendered(shell)) {
            skip(node, Enclosure.TEMPLATE);
            return;
        }
        marks.check();
        var isSecret = kind.equals("Secret");
        var values = new ValuesReader(
                enclosure, shell, isSecret ? Sensitivity.SECRET : enclosure.sensitivity(), places, gathered);
        mapping.mapping("metadata").ifPresent(values::checkMetadata);
        values.read(mapping, "data", isSecret);
        values.read(mapping, isSecret ? "stringData" : "binaryData", !isSecret);
        if (values.bytes() > MAX_BYTES) {
            gathered.problems()
                    .add(new Problem(
                            true,
                            places.start(node),
                            "the values of " + ref + " are " + values.bytes()
                                    + " bytes together: the API server takes at most " + MAX_BYTES,
                            Optional.of("split the object")));
        }
        replace(node, mapping, shell.with(values.texts()));
    }

    /** A placeholder in a name may be a plain scalar, such as {@code name: {{ x }}-vpn} with something before it. */
    private static boolean isUnrendered(VpnObject shell) {
        return Stream.concat(Stream.of(shell.title()), shell.labels().values().stream())
                .anyMatch(text -> text.contains("{{"));
    }

    /** An object that is written twice is applied twice: the last one stays. */
    private void replace(Node node, Mapping mapping, VpnObject object) {
        var hasName =
                mapping.mapping("metadata").flatMap(found -> found.text("name")).isPresent();
        var ref = object.ref().orElseThrow();
        if (!hasName) {
            gathered.objects().add(object);
            return;
        }
        var former = written.put(ref, places.start(node));
        if (former != null) {
            gathered.problems()
                    .add(new Problem(
                            false,
                            former,
                            ref
                                    + " stands again further down in this file: applied in this order, that one replaces this",
                            Optional.of("remove one of them, or give it another name")));
        }
        objects.put(ref, object);
    }

    private void skip(Node node, String reason) {
        gathered.skip(places.start(node), reason);
    }
}

package io.ovpnguard.manifest;

import java.util.ArrayList;
import java.util.HashMap;
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

/** A mapping as kubectl reads it: the last of equal keys counts, and merged keys ({@code <<}) yield to written ones. */
final class Mapping {

    private static final int MAX_MERGES = 16;

    /** One key and its value. */
    record Entry(ScalarNode key, Node value) {

        String name() {
            return key.getValue();
        }
    }

    private final Map<String, Entry> entries;
    private final List<Entry> lost;

    private Mapping(Map<String, Entry> entries, List<Entry> lost) {
        this.entries = entries;
        this.lost = lost;
    }

    static Mapping of(MappingNode node) {
        var lost = new ArrayList<Entry>();
        return new Mapping(entries(node, lost, 0), lost);
    }

    /** {@return the entries that count, in the order of the file} */
    Iterable<Entry> entries() {
        return entries.values();
    }

    /** {@return entries whose key stands again further down} */
    List<Entry> lost() {
        return lost;
    }

    Optional<Entry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    Optional<Node> value(String name) {
        return entry(name).map(Entry::value);
    }

    Optional<Mapping> mapping(String name) {
        return value(name).filter(MappingNode.class::isInstance).map(node -> of((MappingNode) node));
    }

    /** {@return the mappings in a list} */
    List<Mapping> mappings(String name) {
        return nodes(name).stream()
                .filter(MappingNode.class::isInstance)
                .map(node -> of((MappingNode) node))
                .toList();
    }

    /** {@return the scalars in a list} */
    List<ScalarNode> scalars(String name) {
        return nodes(name).stream()
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .toList();
    }

    private List<Node> nodes(String name) {
        return value(name)
                .filter(SequenceNode.class::isInstance)
                .map(node -> ((SequenceNode) node).getValue())
                .orElse(List.of());
    }

    Optional<String> text(String name) {
        return value(name).filter(ScalarNode.class::isInstance).map(node -> ((ScalarNode) node).getValue());
    }

    /** {@return the values that are scalars} */
    Map<String, String> texts() {
        var texts = new HashMap<String, String>();
        for (var entry : entries()) {
            if (entry.value() instanceof ScalarNode scalar) {
                texts.put(entry.name(), scalar.getValue());
            }
        }
        return texts;
    }

    private static Map<String, Entry> entries(MappingNode node, List<Entry> lost, int depth) {
        var written = new LinkedHashMap<String, Entry>();
        var merged = new LinkedHashMap<String, Entry>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                continue;
            }
            if (key.getTag().equals(Tag.MERGE) && depth < MAX_MERGES) {
                merge(tuple.getValueNode(), merged, depth);
                continue;
            }
            var former = written.put(key.getValue(), new Entry(key, tuple.getValueNode()));
            if (former != null) {
                lost.add(former);
            }
        }
        merged.forEach(written::putIfAbsent);
        return written;
    }

    private static void merge(Node from, Map<String, Entry> merged, int depth) {
        switch (from) {
            case MappingNode mapping ->
                entries(mapping, new ArrayList<>(), depth + 1).forEach(merged::putIfAbsent);
            case SequenceNode list -> {
                for (var each : list.getValue()) {
                    if (each instanceof MappingNode mapping) {
                        entries(mapping, new ArrayList<>(), depth + 1).forEach(merged::putIfAbsent);
                    }
                }
            }
            default -> {}
        }
    }
}

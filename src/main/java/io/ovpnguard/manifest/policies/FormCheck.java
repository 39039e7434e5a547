package io.ovpnguard.manifest.policies;

import io.ovpnguard.option.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Compares what is written with what the schema allows; what is right of it goes on, so that all faults are found at once. */
final class FormCheck {

    private final List<Fault> faults;

    FormCheck(List<Fault> faults) {
        this.faults = faults;
    }

    /** {@return a value, without what is wrong in it; empty if it is wrong as a whole, or null} */
    Optional<Object> value(Node node, PolicySchema schema, KeyPath path) {
        if (node.getTag().equals(Tag.NULL)) {
            return Optional.empty();
        }
        return switch (schema.type()) {
            case "object" -> object(node, schema, path);
            case "array" -> array(node, schema, path);
            case "string" -> string(node, schema, path);
            case "integer" -> integer(node, schema, path);
            default -> throw new IllegalStateException("no value of a policy is of type " + schema.type());
        };
    }

    private Optional<Object> object(Node node, PolicySchema schema, KeyPath path) {
        if (!(node instanceof MappingNode mapping)) {
            return wrong(path, "is not a mapping: write a key and a value on each line");
        }
        var values = new LinkedHashMap<String, Object>();
        var seen = new HashSet<String>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                wrong(path, "has a key that is no word");
                continue;
            }
            var name = key.getValue();
            var known = Optional.ofNullable(schema.properties().get(name)).or(schema::additional);
            var child = schema.additional().isPresent() ? path.key(name) : path.field(name);
            if (!seen.add(name)) {
                wrong(child, "stands twice");
            } else if (known.isEmpty()) {
                wrong(child, unknown(name, schema.properties().keySet()));
            } else {
                value(tuple.getValueNode(), known.get(), child).ifPresent(value -> values.put(name, value));
            }
        }
        schema.required().stream()
                .filter(name -> !seen.contains(name))
                .forEach(name -> wrong(path.field(name), "is missing"));
        checkSize(seen.size(), "keys", schema, path);
        return Optional.of(values);
    }

    private Optional<Object> array(Node node, PolicySchema schema, KeyPath path) {
        if (!(node instanceof SequenceNode list)) {
            return wrong(path, "is not a list: begin each value with `- `");
        }
        if (!checkSize(list.getValue().size(), "values", schema, path)) {
            return Optional.empty();
        }
        if (list.getValue().size() < schema.least()) {
            return wrong(path, "is empty");
        }
        var items = schema.items().orElseThrow();
        var values = new ArrayList<>();
        for (var index = 0; index < list.getValue().size(); index++) {
            value(list.getValue().get(index), items, path.item(index)).ifPresent(values::add);
        }
        return Optional.of(values);
    }

    private Optional<Object> string(Node node, PolicySchema schema, KeyPath path) {
        if (!(node instanceof ScalarNode scalar)) {
            return wrong(path, "is not a string");
        }
        var text = scalar.getValue();
        var allowed = schema.allowed();
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            var meant = Optional.of(text)
                    // One number is as near to another as to a third.
                    .filter(word -> word.chars().anyMatch(Character::isLetter))
                    .flatMap(word -> EditDistance.nearest(word, allowed))
                    .map(near -> "; did you mean `" + near + "`?")
                    .orElse("");
            return wrong(path, "`" + text + "` is none of " + words(allowed) + meant);
        }
        if (schema.pattern().filter(form -> !form.matcher(text).find()).isPresent()) {
            return wrong(path, "`" + text + "` is not written " + form(schema));
        }
        // `off` is a word here, whatever YAML takes it for; kubectl does not, so a file would not do there.
        if (!node.getTag().equals(Tag.STR)) {
            return wrong(path, "is not a string: write `\"" + text + "\"`, in quotes");
        }
        if (text.length() < schema.least() || text.isBlank() && schema.least() > 0) {
            return wrong(path, "is empty");
        }
        return checkSize(text.length(), "characters", schema, path) ? Optional.of(text) : Optional.empty();
    }

    private static String form(PolicySchema schema) {
        var isDuration = schema.pattern()
                .filter(form -> form.pattern().equals(DurationText.FORM))
                .isPresent();
        return schema.example().map(example -> "like `" + example + "`").orElse("as it has to be")
                + (isDuration ? ": " + DurationText.WORDS : "");
    }

    private Optional<Object> integer(Node node, PolicySchema schema, KeyPath path) {
        try {
            if (!(node instanceof ScalarNode scalar) || !node.getTag().equals(Tag.INT)) {
                return wrong(path, "is not a whole number");
            }
            var number = Integer.parseInt(scalar.getValue());
            var most = schema.most().orElse(Integer.MAX_VALUE);
            return number < schema.least() || number > most
                    ? wrong(path, "is " + number + ": write a number from " + schema.least() + " to " + most)
                    : Optional.of(number);
        } catch (NumberFormatException tooLarge) {
            return wrong(path, "is not a whole number that is written in plain digits");
        }
    }

    private boolean checkSize(int size, String of, PolicySchema schema, KeyPath path) {
        var most = schema.most().filter(limit -> size > limit);
        most.ifPresent(limit -> wrong(path, "has " + size + " " + of + ": at most " + limit + " are allowed"));
        return most.isEmpty();
    }

    /** {@return what is to be said of a name that is not known} */
    static String unknown(String name, Collection<String> known) {
        return EditDistance.nearest(name, known)
                .map(near -> "no such field; did you mean `" + near + "`?")
                .orElseGet(() -> "no such field; there " + (known.size() == 1 ? "is " : "are ") + words(known));
    }

    private static String words(Collection<String> words) {
        return words.stream().sorted().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    private Optional<Object> wrong(KeyPath path, String message) {
        faults.add(new Fault(path, message));
        return Optional.empty();
    }

    /** {@return where a value stands, by its key if it has one; of what is not written, what is around it} */
    static Node find(Node root, KeyPath path) {
        var place = root;
        var node = root;
        for (var step : path.steps()) {
            switch (step) {
                case KeyPath.Item(var index) -> {
                    if (!(node instanceof SequenceNode list)
                            || index >= list.getValue().size()) {
                        return place;
                    }
                    node = list.getValue().get(index);
                    place = node;
                }
                case KeyPath.Key key -> {
                    var found = child(node, key.name());
                    if (found.isEmpty()) {
                        return place;
                    }
                    place = found.get().getKeyNode();
                    node = found.get().getValueNode();
                }
            }
        }
        return place;
    }

    /** {@return the last entry of that name: of two, the second is one too many} */
    static Optional<NodeTuple> child(Node node, String name) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .reduce((_, last) -> last)
                : Optional.empty();
    }
}

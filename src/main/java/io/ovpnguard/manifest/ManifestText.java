package io.ovpnguard.manifest;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Tells a manifest from other texts before it is parsed. */
final class ManifestText {

    /** Every object of the API has a kind. In OpenVPN's configs no option ends in a colon. */
    private static final Pattern KIND = Pattern.compile("(?m)^[ \\t{\\[-]*[\"']?(?:kind|apiVersion)[\"']?\\s*:");

    /** Only these kinds, and lists of them, hold texts. */
    private static final Pattern HOLDS_TEXTS = Pattern.compile(
            "(?m)^[^#\\n]{0,200}[\"']?kind[\"']?[ \\t]{0,20}:[ \\t]{0,20}[\"']?(?:ConfigMap|Secret|List)\\b");

    private static final Pattern JSON = Pattern.compile("^\\uFEFF?\\s*[{\\[]");

    /** Placeholders of Helm and Jinja. */
    private static final List<String> CONTROL = List.of("{{", "{%");

    private ManifestText() {}

    /** {@return whether a text means to be a manifest, well-formed or not} */
    static boolean isOne(String text) {
        return JSON.matcher(text).find() || KIND.matcher(text).find();
    }

    /** {@return whether a text means to be a manifest of objects that hold texts} */
    static boolean holdsTexts(String text) {
        return text.contains("kind") && isOne(text) && HOLDS_TEXTS.matcher(text).find();
    }

    /** {@return whether a text that cannot be read as YAML is one of which some program has yet to make a manifest} */
    static boolean mayBeTemplate(String text) {
        return CONTROL.stream().anyMatch(text::contains);
    }

    /**
     * {@return whether a placeholder stands where a value should}
     *
     * <p>To YAML, <code>{{ x }}</code> is a mapping whose key is a mapping. Within texts placeholders may be meant as they
     * stand: Prometheus, Grafana and many others have templates of their own in what Helm has rendered.
     */
    static boolean isTemplate(Node root) {
        return hasPlaceholder(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean hasPlaceholder(Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            return false;
        }
        return switch (node) {
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .anyMatch(entry -> entry.getKeyNode() instanceof MappingNode
                                || hasPlaceholder(entry.getValueNode(), seen));
            case SequenceNode list -> list.getValue().stream().anyMatch(element -> hasPlaceholder(element, seen));
            default -> false;
        };
    }
}

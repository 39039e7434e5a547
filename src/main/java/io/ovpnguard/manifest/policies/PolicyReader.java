package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.fabric8.kubernetes.client.utils.KubernetesResourceUtil;
import io.ovpnguard.manifest.YamlDocuments;
import io.ovpnguard.policy.Policy;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads policies: of a text with any number of them, or one of the API server. */
public final class PolicyReader {

    /**
     * What a text holds.
     *
     * @param faults each with its place and what to do; while there is one, nothing of the text counts
     */
    public record Text(List<Policy> policies, List<String> faults) {

        public Text {
            policies = List.copyOf(policies);
            faults = List.copyOf(faults);
        }
    }

    /**
     * What an object holds.
     *
     * @param policy without what is wrong in it
     */
    public record One(Policy policy, List<Fault> faults) {

        public One {
            Objects.requireNonNull(policy);
            faults = List.copyOf(faults);
        }
    }

    private static final Set<String> FIELDS = Set.of("apiVersion", "kind", "metadata", "spec", "status");

    private static final String API_VERSION = OpenVPNPolicy.GROUP + "/" + OpenVPNPolicy.VERSION;

    private static final String KIND = OpenVPNPolicy.class.getSimpleName();

    private static final PolicySchema SCHEMA = PolicySchema.ofSpec();

    private static final ObjectMapper VALUES = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING);

    private final Source source;
    private final List<Policy> policies = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private PolicyReader(Source source) {
        this.source = source;
    }

    /** {@return what a file holds, or a stream} */
    public static Text read(String name, String text) {
        var reader = new PolicyReader(Source.of(name, text));
        var problems = new ArrayList<Problem>();
        var documents = new YamlDocuments(reader.source, text, problems).read();
        problems.forEach(problem -> reader.fault(problem.span().start(), problem.message()));
        documents.forEach(document -> reader.document(document.root(), document.base()));
        if (reader.policies.isEmpty() && reader.faults.isEmpty()) {
            reader.faults.add(name + ": holds no policy: write one that begins with `apiVersion: " + API_VERSION + "`");
        }
        return new Text(reader.policies, reader.faults);
    }

    /** {@return what an object of the API server holds, of which this is the JSON} */
    public static One readObject(String name, String json) {
        var problems = new ArrayList<Problem>();
        var root = new YamlDocuments(Source.of(name, json), json, problems)
                .read().stream().map(YamlDocuments.Document::root).findFirst();
        var found = new ArrayList<Fault>();
        return new One(spec(name, root.orElseThrow(), found), found);
    }

    private void document(Node root, int base) {
        var items = entry(root, "items").map(NodeTuple::getValueNode);
        var isList = scalar(root, "kind").filter(kind -> kind.endsWith("List")).isPresent();
        if (isList && items.orElse(null) instanceof SequenceNode list) {
            list.getValue().forEach(item -> policy(item, base));
        } else {
            policy(root, base);
        }
    }

    private void policy(Node root, int base) {
        var found = new ArrayList<Fault>();
        if (!(root instanceof MappingNode mapping)) {
            found.add(new Fault(KeyPath.ROOT, "this is no policy: it is not a mapping"));
        } else {
            expect(root, "apiVersion", API_VERSION, found);
            expect(root, "kind", KIND, found);
            mapping.getValue().stream()
                    .filter(field -> field.getKeyNode() instanceof ScalarNode)
                    .map(field -> ((ScalarNode) field.getKeyNode()).getValue())
                    .filter(field -> !FIELDS.contains(field))
                    .forEach(
                            field -> found.add(new Fault(KeyPath.ROOT.field(field), FormCheck.unknown(field, FIELDS))));
            var name = entry(root, "metadata").flatMap(metadata -> scalar(metadata.getValueNode(), "name"));
            var path = KeyPath.ROOT.field("metadata").field("name");
            name.filter(given -> !given.isBlank())
                    .ifPresentOrElse(
                            given -> checkName(given, path, found),
                            () -> found.add(new Fault(path, "is missing: by it messages name the policy")));
            var policy = spec(name.orElse(""), root, found);
            if (found.isEmpty()) {
                policies.add(policy);
            }
        }
        var byPlace = found.stream()
                .collect(Collectors.groupingBy(fault -> offset(root, fault), TreeMap::new, Collectors.toList()));
        byPlace.forEach((offset, here) -> here.forEach(fault -> fault(base + offset, fault.toString())));
    }

    private static void checkName(String name, KeyPath path, List<Fault> found) {
        if (!KubernetesResourceUtil.isValidSubdomainName(name)) {
            found.add(new Fault(
                    path,
                    "`" + name
                            + "` is a name that a cluster refuses: write at most 253 lower-case letters, digits, `-` and"
                            + " `.`, each part beginning and ending with a letter or a digit"));
        }
    }

    private static int offset(Node root, Fault fault) {
        return FormCheck.find(root, fault.path()).getStartMark().getIndex();
    }

    private static Policy spec(String name, Node root, List<Fault> found) {
        var values = entry(root, "spec")
                .flatMap(field -> new FormCheck(found).value(field.getValueNode(), SCHEMA, KeyPath.ROOT.field("spec")))
                .orElse(Map.of());
        return new Form(found).policy(name, VALUES.convertValue(values, PolicySpec.class));
    }

    private static void expect(Node root, String field, String value, List<Fault> found) {
        if (!scalar(root, field).equals(Optional.of(value))) {
            found.add(new Fault(
                    KeyPath.ROOT.field(field),
                    scalar(root, field)
                            .map(given -> "`" + given + "` is no policy's: write `" + value + "`")
                            .orElse("is missing: write `" + value + "`")));
        }
    }

    private static Optional<String> scalar(Node node, String name) {
        return entry(node, name)
                .map(NodeTuple::getValueNode)
                .filter(ScalarNode.class::isInstance)
                .map(value -> ((ScalarNode) value).getValue());
    }

    private static Optional<NodeTuple> entry(Node node, String name) {
        return FormCheck.child(node, name);
    }

    private void fault(int offset, String message) {
        var position = source.lines().position(offset);
        faults.add(source.name() + ":" + position.line() + ":" + position.column() + ": " + message);
    }
}

package io.ovpnguard.manifest.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** docs/policy.md has the fields of the CRD, and its example and those of the gallery can be read. */
class PolicyPageTest {

    private static final Path PAGE = Path.of("docs/policy.md");
    private static final String END = "-Dgolden=update`. -->\n";

    @Test
    void theReferenceIsThatOfTheCrd() throws IOException {
        var page = Files.readString(PAGE);
        var head = page.substring(0, page.indexOf(END) + END.length());
        Map<String, Object> crd =
                new Yaml().load(Files.readString(Path.of("helm/ovpnguard/files/openvpnpolicies.yaml")));
        var version = (Map<?, ?>) ((List<?>) map(crd.get("spec")).get("versions")).getFirst();
        var schema = map(map(version.get("schema")).get("openAPIV3Schema"));
        var table = new StringBuilder("\n| field | type | |\n| --- | --- | --- |\n");
        rows("", map(schema.get("properties")), table);
        Golden.matches(PAGE, head + table);
    }

    @Test
    void theExampleOfThePageCanBeRead() throws IOException {
        var page = Files.readString(PAGE);
        var start = page.indexOf("```yaml\n") + "```yaml\n".length();
        var read = PolicyReader.read("docs/policy.md", page.substring(start, page.indexOf("```", start)));
        assertThat(read.faults()).isEmpty();
        assertThat(read.policies()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "migration-to-2.7", "observe-only", "crypto-baseline"})
    void thoseOfTheGalleryCanBeRead(String name) throws IOException {
        var file = Path.of("examples/policies", name + ".yaml");
        var read = PolicyReader.read(file.toString(), Files.readString(file));
        assertThat(read.faults()).isEmpty();
        assertThat(read.policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.name()).isEqualTo(name));
        assertThat(Files.readString(PAGE)).contains("examples/policies/" + name + ".yaml");
    }

    private static void rows(String above, Map<String, Object> fields, StringBuilder table) {
        new TreeMap<>(fields).forEach((name, value) -> {
            var field = map(value);
            var items = map(field.getOrDefault("items", Map.of()));
            var path = above + name;
            table.append("| `")
                    .append(path)
                    .append("` | ")
                    .append(type(field))
                    .append(" | ")
                    .append(field.getOrDefault("description", ""))
                    .append(" |\n");
            rows(path + ".", map(field.getOrDefault("properties", Map.of())), table);
            rows(path + "[].", map(items.getOrDefault("properties", Map.of())), table);
        });
    }

    private static String type(Map<String, Object> field) {
        if (field.containsKey("enum")) {
            return ((List<?>) field.get("enum"))
                    .stream()
                            .map(word -> "`" + word + "`")
                            .reduce((one, other) -> one + ", " + other)
                            .orElseThrow();
        }
        if (field.containsKey("items")) {
            return "list of " + type(map(field.get("items"))) + range(field, "Items", " entries");
        }
        return field.containsKey("additionalProperties")
                ? "map to " + type(map(field.get("additionalProperties"))) + range(field, "Properties", " entries")
                : field.get("type") + range(field, "imum", "") + range(field, "Length", " characters");
    }

    /** {@return how many, or how much, it may be} */
    private static String range(Map<String, Object> field, String of, String what) {
        var least = whole(field.get("min" + of));
        var most = whole(field.get("max" + of));
        if (most.isEmpty()) {
            return "";
        }
        return least.isEmpty() ? ", at most " + most + what : ", " + least + " to " + most + what;
    }

    private static String whole(Object number) {
        return number instanceof Number found ? "" + found.intValue() : "";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}

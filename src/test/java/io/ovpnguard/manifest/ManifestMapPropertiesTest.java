package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Whatever a value is and however it is written, a place in it leads to the same character of the manifest, or the key. */
class ManifestMapPropertiesTest {

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                12,
                                Arbitraries.strings()
                                        .withCharRange('a', 'e')
                                        .ofMinLength(1)
                                        .ofMaxLength(9)),
                        Tuple.of(
                                12,
                                Arbitraries.of(
                                        "\n",
                                        " ",
                                        "\n\n",
                                        "'",
                                        "\"",
                                        "\\",
                                        "#",
                                        " #",
                                        ": ",
                                        "- ",
                                        "\t",
                                        "\u00e9",
                                        "\ud83d\ude00",
                                        "\r\n",
                                        "\u0085",
                                        "\u2028",
                                        "\ufeff",
                                        "|",
                                        ">",
                                        "{",
                                        "%",
                                        "\u0001",
                                        "   ",
                                        "\n  ")))
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 300)
    void asSnakeYamlWritesIt(
            @ForAll("values") String value,
            @ForAll ScalarStyle style,
            @ForAll @IntRange(min = 20, max = 90) int width) {
        var options = new DumperOptions();
        options.setDefaultScalarStyle(style == ScalarStyle.JSON_SCALAR_STYLE ? ScalarStyle.DOUBLE_QUOTED : style);
        options.setWidth(width);
        options.setAllowUnicode(width % 2 == 0);
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        // SnakeYAML would write it as base64.
        var printable = value.replace("\u0001", "");
        var manifest = new Yaml(options).dump(Map.of("data", Map.of("key", printable)));
        // It folds lines that begin with a space, too, and then reads its own text otherwise.
        Map<String, Map<String, String>> readBack = new Yaml().load(manifest);
        Assume.that(readBack.get("data").get("key").equals(printable));
        check(manifest, printable);
    }

    @Property(tries = 300)
    void asJson(@ForAll("values") String value, @ForAll boolean pretty) throws JsonProcessingException {
        var writer = pretty ? new ObjectMapper().writerWithDefaultPrettyPrinter() : new ObjectMapper().writer();
        var exact = check(writer.writeValueAsString(Map.of("data", Map.of("key", value))), value);
        if (value.chars().noneMatch(character -> character == 0x85 || character == 0x2028)) {
            assertThat(exact).as("letters of %s", value).isEqualTo(letters(value));
        }
    }

    @Property(tries = 300)
    void asALiteralBlock(
            @ForAll("values") String value, @ForAll @IntRange(min = 1, max = 9) int indent, @ForAll boolean windows) {
        var text = value.replaceAll("[\r\u0085\u2028\ufeff\u0001]", "") + "\n";
        var block = text.replaceAll("(?m)^(?=.)", " ".repeat(indent + 2));
        var manifest = "data:\n  key: |" + indent + "+ # why\n" + block + "  z: z\n";
        var exact = check(windows ? manifest.replace("\n", "\r\n") : manifest, text);
        assertThat(exact).as("letters of %s", manifest).isEqualTo(letters(text));
    }

    @Property(tries = 300)
    void asADoubleQuotedTextOfEscapesAndWrappedLines(@ForAll("values") String value, @ForAll int seed) {
        var manifest = new StringBuilder("data:\n  key: \"");
        value.codePoints().forEach(character -> {
            switch (Math.floorMod(seed * 31 + character + manifest.length(), 5)) {
                case 0 -> manifest.append("\\U%08x".formatted(character));
                case 1 ->
                    manifest.append(
                            character < 0x10000 ? "\\u%04x".formatted(character) : "\\U%08x".formatted(character));
                case 2 -> manifest.append("\\\n     ").append(plain(character));
                default -> manifest.append(plain(character));
            }
        });
        check(manifest.append("\"\n").toString(), value);
    }

    private static String plain(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case ' ' -> "\\ ";
            case 0x85 -> "\\N";
            case 0x2028 -> "\\L";
            case 1 -> "\\x01";
            case 0xFEFF -> "\\uFEFF";
            default -> Character.toString(character);
        };
    }

    private static long letters(String value) {
        return value.chars().filter(letter -> letter >= 'a' && letter <= 'e').count();
    }

    /** {@return how many letters from a to e were found exactly} */
    private static long check(String manifest, String written) {
        var source = Source.of("a.yaml", manifest);
        var documents = new YamlDocuments(source, manifest, new ArrayList<>()).read();
        var data = (MappingNode) ((MappingNode) documents.getFirst().root())
                .getValue()
                .getFirst()
                .getValueNode();
        var entry = data.getValue().getFirst();
        var scalar = (ScalarNode) entry.getValueNode();
        // YAML 1.1 folds U+0085 and U+2028 like line ends; the map must be right for what was read, not for what was
        // meant.
        var value = scalar.getValue();
        if (written.chars().noneMatch(character -> character == 0x85 || character == 0x2028)) {
            assertThat(value).as("the test writes what it means to").isEqualTo(written);
        }

        var places = new NodePlaces(source, manifest.codePoints().toArray(), 0, Optional.empty());
        var anchor = places.span(entry.getKeyNode());
        var map = places.map(anchor, scalar);
        var content = Source.of("key", value);
        var characters = value.codePoints().toArray();
        var found = new HashMap<Integer, Span>();
        var exact = 0L;
        for (var index = 0; index < characters.length; index++) {
            var place = map.toManifest(new Span(content, index, index + 1));
            if (!place.equals(anchor)) {
                assertThat(place.end() - place.start()).isEqualTo(1);
                assertThat(places.codePoints()[place.start()]).isEqualTo(characters[index]);
                found.put(index, place);
                exact += characters[index] >= 'a' && characters[index] <= 'e' ? 1 : 0;
            }
        }
        for (var start : found.keySet()) {
            for (var end : found.keySet()) {
                if (start <= end) {
                    assertThat(map.toManifest(new Span(content, start, end + 1)))
                            .isEqualTo(found.get(start).join(found.get(end)));
                }
            }
        }
        return exact;
    }
}

package io.ovpnguard.manifest.policies;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/**
 * What a value of a policy may be, as the CRD says it.
 *
 * @param type {@code object}, {@code array}, {@code string}, {@code integer} or {@code boolean}
 * @param properties fields of an object, by name
 * @param additional what every field of an object is whose fields the author names
 * @param items what every value of a list is
 * @param example of what it may be, where its description has one
 * @param most values, fields or characters, or the largest number
 * @param least values or characters, or the smallest number
 */
record PolicySchema(
        String type,
        Map<String, PolicySchema> properties,
        List<String> required,
        Optional<PolicySchema> additional,
        Optional<PolicySchema> items,
        List<String> allowed,
        Optional<Pattern> pattern,
        Optional<String> example,
        Optional<Integer> most,
        int least) {

    private static final String CRD = "openvpnpolicies.yaml";

    private static final Pattern EXAMPLE = Pattern.compile("such as `([^`]+)`");

    PolicySchema {
        Objects.requireNonNull(type);
        properties = Map.copyOf(properties);
        required = List.copyOf(required);
        Objects.requireNonNull(additional);
        Objects.requireNonNull(items);
        allowed = List.copyOf(allowed);
        Objects.requireNonNull(pattern);
        Objects.requireNonNull(example);
        Objects.requireNonNull(most);
    }

    /** {@return what the {@code spec} of a policy may be} */
    static PolicySchema ofSpec() {
        try (InputStream resource = PolicySchema.class.getResourceAsStream(CRD)) {
            Map<String, Object> crd = new Yaml().load(Objects.requireNonNull(resource, CRD));
            var version = list(map(crd, "spec"), "versions").getFirst();
            var whole = map(map(asMap(version), "schema"), "openAPIV3Schema");
            return of(map(map(whole, "properties"), "spec"));
        } catch (IOException broken) {
            throw new UncheckedIOException(CRD, broken);
        }
    }

    private static PolicySchema of(Map<String, Object> schema) {
        var properties = new TreeMap<String, PolicySchema>();
        map(schema, "properties").forEach((name, property) -> properties.put(name, of(asMap(property))));
        var most = Optional.ofNullable(schema.get("maxItems"))
                .or(() -> Optional.ofNullable(schema.get("maxLength")))
                .or(() -> Optional.ofNullable(schema.get("maxProperties")))
                .or(() -> Optional.ofNullable(schema.get("maximum")));
        var least = Optional.ofNullable(schema.get("minLength"))
                .or(() -> Optional.ofNullable(schema.get("minItems")))
                .or(() -> Optional.ofNullable(schema.get("minimum")));
        return new PolicySchema(
                (String) schema.get("type"),
                properties,
                texts(schema, "required"),
                child(schema, "additionalProperties"),
                child(schema, "items"),
                texts(schema, "enum"),
                Optional.ofNullable((String) schema.get("pattern")).map(Pattern::compile),
                example(schema),
                most.map(limit -> ((Number) limit).intValue()),
                least.map(limit -> ((Number) limit).intValue()).orElse(0));
    }

    private static Optional<String> example(Map<String, Object> schema) {
        return EXAMPLE.matcher((String) schema.getOrDefault("description", ""))
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }

    private static Optional<PolicySchema> child(Map<String, Object> schema, String name) {
        return schema.containsKey(name) ? Optional.of(of(map(schema, name))) : Optional.empty();
    }

    private static Map<String, Object> map(Map<String, Object> schema, String name) {
        return asMap(schema.getOrDefault(name, Map.of()));
    }

    private static List<?> list(Map<String, Object> schema, String name) {
        return (List<?>) schema.getOrDefault(name, List.of());
    }

    private static List<String> texts(Map<String, Object> schema, String name) {
        return list(schema, name).stream().map(String.class::cast).toList();
    }

    private static Map<String, Object> asMap(Object value) {
        return ((Map<?, ?>) value)
                .entrySet().stream().collect(Collectors.toMap(entry -> (String) entry.getKey(), Map.Entry::getValue));
    }
}

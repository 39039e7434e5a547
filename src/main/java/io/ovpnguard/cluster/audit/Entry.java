package io.ovpnguard.cluster.audit;

import io.ovpnguard.manifest.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One result of a report.
 *
 * @param severity in the words of reports
 * @param category the family of the rule
 * @param resources the objects that it is about, the one to look at first ahead; no more than a few
 * @param since when it was first found
 */
record Entry(
        Result result,
        String rule,
        String severity,
        String category,
        String message,
        List<ObjectRef> resources,
        Map<String, String> properties,
        Instant since) {

    static final String FINGERPRINT = "fingerprint";
    static final String PLACE = "place";

    /** Names of fields and punctuation, in JSON. */
    private static final int FRAME = 250;

    private static final int FRAME_OF_RESOURCE = 80;

    Entry {
        Objects.requireNonNull(result);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(category);
        Objects.requireNonNull(message);
        resources = List.copyOf(resources);
        properties = Map.copyOf(properties);
        Objects.requireNonNull(since);
    }

    Entry since(Instant other) {
        return new Entry(result, rule, severity, category, message, resources, properties, other);
    }

    /** {@return whether it is the same finding, if others have it too by now; a bundle is split once, whoever is in it by now} */
    boolean isOf(Entry other) {
        return rule.equals(other.rule)
                && (rule.equals(OverdueSplits.RULE)
                        || property(FINGERPRINT).isPresent()
                                && property(FINGERPRINT).equals(other.property(FINGERPRINT))
                        || isAt(other));
    }

    private boolean isAt(Entry other) {
        return resources.stream().findFirst().equals(other.resources.stream().findFirst()) && key().equals(other.key());
    }

    /** {@return the place, whatever line that is by now} */
    private Optional<String> key() {
        return property(PLACE).map(place -> place.replaceFirst(":\\d+$", ""));
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    /** {@return about how many bytes it takes in JSON} */
    int size() {
        return FRAME
                + bytes(rule)
                + bytes(message)
                + resources.stream()
                        .mapToInt(ref -> FRAME_OF_RESOURCE + bytes(ref.toString()))
                        .sum()
                + properties.entrySet().stream()
                        .mapToInt(property -> bytes(property.getKey()) + bytes(property.getValue()) + 6)
                        .sum();
    }

    /** What JSON escapes takes one more. */
    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length
                + (int) text.chars().filter(each -> each == '"' || each == '\\').count();
    }
}

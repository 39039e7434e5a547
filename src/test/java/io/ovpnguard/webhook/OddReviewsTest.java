package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reviews that no API server writes are read as the Kubernetes client reads them, or not at all. */
class OddReviewsTest {

    private static final ObjectReader CLIENT = ForgetfulJson.reader().readerFor(AdmissionReview.class);

    private static final String REVIEW = """
            {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {"uid": "1",
            "resource": {"group": "", "version": "v1", "resource": "secrets"}, "name": "alice", "namespace": "vpn",
            "operation": "UPDATE", "userInfo": {"username": "anna", "uid": "2", "groups": ["a"]},
            "object": {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": "alice", "uid": "u-1",
            "labels": {"a": "b"}, "annotations": {"c": "d"}}, "data": {"a.ovpn": "Y2xpZW50"}, "stringData": {"b": "c"},
            "type": "Opaque"},
            "oldObject": {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "alice"}, "data": {"a": "b"},
            "binaryData": {"c": "Y2xpZW50"}},
            "dryRun": true}}""";

    /** A field, in JSON; one whose value is an object has that object's fields. */
    private record Field(String name, Optional<List<Field>> fields, String value) {

        private static Field of(String name, JsonNode node) {
            return new Field(name, node.isObject() ? Optional.of(of(node)) : Optional.empty(), node.toString());
        }

        private static List<Field> of(JsonNode node) {
            return node.properties().stream()
                    .map(each -> of(each.getKey(), each.getValue()))
                    .collect(Collectors.toCollection(ArrayList::new));
        }

        private String json() {
            return "\"" + name + "\": " + fields.map(Field::json).orElse(value);
        }

        private static String json(List<Field> fields) {
            return fields.stream().map(Field::json).collect(Collectors.joining(", ", "{", "}"));
        }
    }

    private enum Kind {
        REMOVE,
        REPLACE,
        RENAME,
        REPEAT,
        MOVE_AHEAD
    }

    /** What is done to the field that comes at that place, counted round and round. */
    private record Edit(int place, Kind kind, String value, String name) {

        private void on(List<Field> review) {
            var lists = new ArrayList<List<Field>>();
            collect(review, lists);
            var at = place % lists.stream().mapToInt(List::size).sum();
            for (var list : lists) {
                if (at < list.size()) {
                    apply(list, at);
                    return;
                }
                at -= list.size();
            }
        }

        private static void collect(List<Field> fields, List<List<Field>> lists) {
            lists.add(fields);
            fields.forEach(field -> field.fields().ifPresent(inner -> collect(inner, lists)));
        }

        private void apply(List<Field> fields, int at) {
            var field = fields.get(at);
            switch (kind) {
                case REMOVE -> fields.remove(at);
                case REPLACE -> fields.set(at, new Field(field.name(), Optional.empty(), value));
                case RENAME -> fields.set(at, new Field(name, field.fields(), field.value()));
                case REPEAT -> fields.add(new Field(field.name(), Optional.empty(), value));
                case MOVE_AHEAD -> fields.addFirst(fields.remove(at));
            }
        }
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        var values = Arbitraries.of(
                "null",
                "5",
                "1.5",
                "true",
                "\"\"",
                "\"true\"",
                "\"v1\"",
                "\"ConfigMap\"",
                "\"Secret\"",
                "[]",
                "{}",
                "[\"a\"]",
                "{\"a\": \"b\"}",
                "{\"a\": null}",
                "{\"a\": {}}");
        var names = Arbitraries.of(
                "kind", "apiVersion", "metadata", "data", "binaryData", "object", "request", "dryRun", "name", "new");
        var edit = Combinators.combine(
                        Arbitraries.integers().between(0, 99), Arbitraries.of(Kind.values()), values, names)
                .as(Edit::new);
        return edit.list().ofMinSize(1).ofMaxSize(3);
    }

    @Property
    void anOddReviewIsReadAsTheClientReadsIt(@ForAll("edits") List<Edit> edits) throws IOException {
        var review = Field.of(new ObjectMapper().readTree(REVIEW));
        for (var edit : edits) {
            if (!review.isEmpty()) {
                edit.on(review);
            }
        }
        var body = Field.json(review);
        var expected = ofClient(body);
        // What nobody looks at may be of any form.
        if (expected.isPresent()) {
            assertThat(ReviewReaderTest.seen(new ReviewReader().read(body).orElseThrow()))
                    .as(body)
                    .isEqualTo(expected.get());
        }
    }

    private static Optional<List<Object>> ofClient(String body) {
        try {
            return Optional.of(ReviewReaderTest.seen(CLIENT.readValue(body)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}

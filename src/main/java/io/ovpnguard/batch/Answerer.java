package io.ovpnguard.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Side;
import io.ovpnguard.predict.Start;
import io.ovpnguard.report.PredictionJson;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.io.IOException;

/** Answers rows, each for itself. */
final class Answerer {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final ObjectMapper LENIENT = new ObjectMapper();

    private final RuleEngine engine = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    /**
     * What is said of one row.
     *
     * @param isGood whether the row could be read
     */
    record Answer(byte[] line, boolean isGood) {}

    Answer answer(Lines.Line line) {
        if (!line.isWhole()) {
            return bad(id(line.bytes()), "the row is longer than " + line.bytes().length / 1024 / 1024 + " MiB");
        }
        JsonNode row;
        try {
            row = JSON.readTree(line.bytes());
        } catch (JsonProcessingException broken) {
            // Its message may quote the row, which may hold keys.
            var column =
                    broken.getLocation() == null ? -1 : broken.getLocation().getColumnNr();
            return bad(id(line.bytes()), "the row is not JSON" + (column < 0 ? "" : ": column " + column));
        } catch (IOException unreadable) {
            return bad(id(line.bytes()), "the row is not JSON: its text is no UTF-8");
        }
        try {
            return new Answer(bytes(predict(row)), true);
        } catch (BadRow bad) {
            return bad(row.path("id"), bad.getMessage());
        } catch (RuntimeException | StackOverflowError broken) {
            var trace = broken.getStackTrace();
            return bad(
                    row.path("id"),
                    "internal error: " + broken.getClass().getSimpleName()
                            + (trace.length == 0 ? "" : " in " + trace[0]));
        }
    }

    private ObjectNode predict(JsonNode json) throws BadRow {
        var row = RowReader.read(json);
        var answer = JSON.createObjectNode().set("id", json.get("id"));
        var out = (ObjectNode) answer;
        if (row.server().isPresent() && row.client().isPresent()) {
            var prediction = Predictor.predict(row.server().get(), row.client().get(), row.at());
            PredictionJson.add(prediction, engine.explain(prediction), out);
        } else {
            var side = row.server().isPresent() ? Side.SERVER : Side.CLIENT;
            var process = row.server().or(row::client).orElseThrow();
            PredictionJson.add(Start.of(process), side, engine.explain(process, row.at()), out);
        }
        return out;
    }

    private static Answer bad(JsonNode id, String why) {
        var out = JSON.createObjectNode();
        out.set("id", id.isMissingNode() ? null : id);
        out.put("error", why);
        return new Answer(bytes(out), false);
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values can be written", impossible);
        }
    }

    /** {@return the id of a row that is broken behind it} */
    private static JsonNode id(byte[] row) {
        var missing = JSON.missingNode();
        try (var parser = LENIENT.createParser(row)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return missing;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var isId = parser.currentName().equals("id");
                var value = parser.nextToken();
                if (isId) {
                    return value.isScalarValue() ? LENIENT.readTree(parser) : missing;
                }
                parser.skipChildren();
            }
            return missing;
        } catch (IOException broken) {
            return missing;
        }
    }
}

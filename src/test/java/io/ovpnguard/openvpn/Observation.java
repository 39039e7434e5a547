package io.ovpnguard.openvpn;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovpnguard.predict.Occ;
import io.ovpnguard.predict.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a prediction and a real run are compared by: outcome, data cipher and the four options strings, by name. */
record Observation(Map<String, String> fields) {

    private static final String NOTHING = "-";

    /** A field in which a prediction and a run differ. */
    record Difference(String field, String predicted, String played) {}

    static Observation of(Played played) {
        return of(played.outcome().word(), played.dataCipher(), played.occ());
    }

    static Observation of(Prediction prediction) {
        return of(prediction.outcome().word(), prediction.loggedCipher(), prediction.occ());
    }

    /** {@return what a recorded row says} */
    static Observation of(JsonNode row) {
        var occ = row.get("occ");
        return of(
                row.get("outcome").asText(),
                text(row, "data_cipher"),
                new Occ(
                        text(occ, "server_local"),
                        text(occ, "server_expects"),
                        text(occ, "client_local"),
                        text(occ, "client_expects")));
    }

    private static Optional<String> text(JsonNode row, String name) {
        return Optional.ofNullable(row.get(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static Observation of(String outcome, Optional<String> cipher, Occ occ) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("outcome", outcome);
        fields.put("data_cipher", cipher.orElse(NOTHING));
        fields.put("server_local", occ.serverLocal().orElse(NOTHING));
        fields.put("server_expects", occ.serverExpects().orElse(NOTHING));
        fields.put("client_local", occ.clientLocal().orElse(NOTHING));
        fields.put("client_expects", occ.clientExpects().orElse(NOTHING));
        return new Observation(fields);
    }

    /** {@return where a run was not what this predicts} */
    List<Difference> differences(Observation played) {
        var differences = new ArrayList<Difference>();
        fields.forEach((field, predicted) -> {
            var real = played.fields().get(field);
            if (!predicted.equals(real)) {
                differences.add(new Difference(field, predicted, real));
            }
        });
        return differences;
    }
}

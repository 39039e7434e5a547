package io.ovpnguard.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Occ;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Side;
import io.ovpnguard.predict.Start;
import java.util.List;
import java.util.Optional;

/** A prediction for programs: what {@code predict --batch} says of a row. */
public final class PredictionJson {

    private PredictionJson() {}

    /** Adds what a pair would do to an object. */
    public static void add(Prediction prediction, List<Finding> findings, ObjectNode out) {
        out.put("outcome", prediction.outcome().word())
                .put("stops_in", prediction.stopsIn().map(Phase::word).orElse(null))
                .put("data_cipher", prediction.loggedCipher().orElse(null));
        add(prediction.occ(), out.putObject("occ"));
        out.putObject("start")
                .put("server", prediction.serverRefusal().isEmpty())
                .put("client", prediction.clientRefusal().isEmpty());
        var lines = LogLines.of(prediction);
        strings(out.putArray("server_log"), lines.server());
        strings(out.putArray("client_log"), lines.client());
        rules(findings, out);
        strings(out.putArray("unknown"), prediction.unknown());
    }

    /** Adds what a process would do whose peer is not given. */
    public static void add(Start start, Side side, List<Finding> findings, ObjectNode out) {
        var isServer = side == Side.SERVER;
        var phase = isServer ? Phase.SERVER_START : Phase.CLIENT_START;
        out.putNull("outcome")
                .put("stops_in", start.refusal().map(refusal -> phase.word()).orElse(null))
                .putNull("data_cipher");
        Optional<String> none = Optional.empty();
        add(
                isServer
                        ? new Occ(start.local(), start.expected(), none, none)
                        : new Occ(none, none, start.local(), start.expected()),
                out.putObject("occ"));
        out.putObject("start")
                .put("server", isServer ? start.refusal().isEmpty() : null)
                .put("client", isServer ? null : start.refusal().isEmpty());
        var lines = start.lines();
        strings(out.putArray("server_log"), isServer ? lines : List.of());
        strings(out.putArray("client_log"), isServer ? List.of() : lines);
        rules(findings, out);
        out.putArray("unknown").add("the " + side.other().word() + " was not given");
    }

    private static void add(Occ occ, ObjectNode out) {
        out.put("server_local", occ.serverLocal().orElse(null))
                .put("server_expects", occ.serverExpects().orElse(null))
                .put("client_local", occ.clientLocal().orElse(null))
                .put("client_expects", occ.clientExpects().orElse(null));
    }

    private static void rules(List<Finding> findings, ObjectNode out) {
        var rules = findings.stream()
                .map(Finding::rule)
                .map(RuleId::value)
                .distinct()
                .sorted()
                .toList();
        strings(out.putArray("rules"), rules);
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}

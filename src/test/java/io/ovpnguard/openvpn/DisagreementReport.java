package io.ovpnguard.openvpn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ovpnguard.openvpn.Differential.Disagreement;
import io.ovpnguard.predict.TlsLibrary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Shows disagreements: as a table for people, and as rows like those of recorded runs. */
final class DisagreementReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DisagreementReport() {}

    /** {@return each disagreement with what differs; where the outcome does, the rest follows from it} */
    static String table(List<Disagreement> disagreements) {
        return disagreements.stream().map(DisagreementReport::text).collect(Collectors.joining("\n"));
    }

    private static String text(Disagreement disagreement) {
        var differences = disagreement.differences();
        var shown = differences.getFirst().field().equals("outcome") ? differences.subList(0, 1) : differences;
        var lines = new StringBuilder(disagreement.match().toString());
        shown.forEach(difference -> lines.append("\n    %s: predicted %s, played %s"
                .formatted(difference.field(), difference.predicted(), difference.played())));
        if (!disagreement.unknown().isEmpty()) {
            lines.append("\n    the prediction does not know ").append(disagreement.unknown());
        }
        return lines.toString();
    }

    /** {@return the pair with what it really did, as one line of JSON} */
    static String row(Disagreement disagreement) {
        var match = disagreement.match();
        var pair = match.pair();
        var played = disagreement.played();
        var row = JSON.createObjectNode();
        row.put("id", pair.topic() + "/" + pair.id());
        row.put("topic", pair.topic());
        row.put("server_version", match.server().release());
        row.put("client_version", match.client().release());
        row.put("server_crypto", name(match.server().library()));
        row.put("client_crypto", name(match.client().library()));
        row.put("server_conf", pair.server().config());
        row.put("client_conf", pair.client().config());
        texts(row, "server_extra_files", pair.server().files());
        texts(row, "client_extra_files", pair.client().files());
        texts(row, "server_modes", pair.server().modes());
        row.put("outcome", played.outcome().word());
        put(row, "data_cipher", played.dataCipher());
        var occ = row.putObject("occ");
        put(occ, "server_local", played.occ().serverLocal());
        put(occ, "server_expects", played.occ().serverExpects());
        put(occ, "client_local", played.occ().clientLocal());
        put(occ, "client_expects", played.occ().clientExpects());
        return row.toString();
    }

    private static String name(TlsLibrary library) {
        var release = library.release();
        return library.family().name().toLowerCase(Locale.ROOT) + "-" + release.major() + "." + release.minor() + "."
                + release.patch();
    }

    private static void put(ObjectNode row, String name, Optional<String> text) {
        text.ifPresentOrElse(value -> row.put(name, value), () -> row.putNull(name));
    }

    private static void texts(ObjectNode row, String name, SortedMap<String, String> texts) {
        if (texts.isEmpty()) {
            row.putNull(name);
            return;
        }
        var object = row.putObject(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            object.put(text.getKey(), text.getValue());
        }
    }
}

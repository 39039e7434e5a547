package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ovpnguard.openvpn.Differential.Match;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.TlsLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What once was predicted wrong, and what real OpenVPN did with it. */
class FoundPairsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pki PKI = Pki.onPaper();

    @TestFactory
    Stream<DynamicTest> isPredictedAsItWasPlayed() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var line : PairGenerator.resource("found.jsonl").lines().toList()) {
            var row = JSON.readTree(line);
            var match = match(row);
            tests.add(DynamicTest.dynamicTest(
                    match.toString(),
                    () -> assertThat(Observation.of(Differential.predict(match, PKI))
                                    .differences(Observation.of(row)))
                            .isEmpty()));
        }
        return tests.stream();
    }

    private static Match match(JsonNode row) {
        var pair = new PairSetup(
                row.get("topic").asText(), row.get("id").asText(), setup(row, "server"), setup(row, "client"));
        return new Match(pair, program(row, "server"), program(row, "client"));
    }

    private static OpenVpnBinary program(JsonNode row, String side) {
        var release = row.get(side + "_version").asText();
        return new OpenVpnBinary(
                Path.of("openvpn"),
                Version.parse(release).orElseThrow(),
                release,
                TlsLibrary.parse(row.get(side + "_crypto").asText()).orElseThrow());
    }

    private static Setup setup(JsonNode row, String side) {
        return new Setup(
                row.get(side + "_conf").asText().lines().toList(),
                texts(row.get(side + "_extra_files")),
                texts(row.get(side + "_modes")));
    }

    private static SortedMap<String, String> texts(JsonNode object) {
        var texts = new TreeMap<String, String>();
        if (object != null) {
            object.properties()
                    .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        }
        return texts;
    }
}

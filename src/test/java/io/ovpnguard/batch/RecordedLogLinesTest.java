package io.ovpnguard.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovpnguard.batch.RecordedRuns.Judged;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where recorded pairs fail over certificates, TLS versions or suites, both processes logged each line that is
 * predicted.
 */
class RecordedLogLinesTest {

    private static final Set<String> TOPICS = Set.of("certs", "tls-version", "tls-cipher");

    private static final Set<String> FAILURES = Set.of("no_handshake", "server_start", "client_start");

    /** A number that comes from a process or its peer, which predictions leave open. */
    private static final Pattern NUMBER = Pattern.compile("\\bN\\b");

    /** Lines that were logged, and left out by who recorded warnings and errors. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("Certificate does not have (?:extended )?key usage extension|PUSH: No common cipher .*");

    /** The number of an error, which recordings leave out. */
    private static final Pattern ERROR_NUMBER = Pattern.compile("error:[0-9A-F]{8}:");

    /** The recorded clients were told to be impatient, on their command line. */
    private static final Pattern HAND_WINDOW = Pattern.compile("within \\d+ seconds");

    static Stream<Path> files() {
        return RecordedRuns.files("pairs-");
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsPredictedWasLogged(Path file) throws Exception {
        var judged = RecordedRuns.open(file.getParent()).pairs(file);
        assertThat(judged.stream()
                        .filter(each -> TOPICS.contains(each.topic()))
                        .filter(each -> each.recorded().has("server_log"))
                        .filter(each ->
                                FAILURES.contains(each.recorded().get("outcome").asText()))
                        .flatMap(RecordedLogLinesTest::missing))
                .isEmpty();
    }

    private static Stream<String> missing(Judged judged) {
        return Stream.of("server_log", "client_log")
                .flatMap(log -> lines(judged.predicted(), log)
                        .filter(line -> !LEFT_OUT.matcher(line).matches())
                        .filter(line -> lines(judged.recorded(), log).noneMatch(recorded -> isSame(line, recorded)))
                        .map(line ->
                                judged.recorded().get("id").asText() + " " + log + ": " + line + "\n  not in:\n    "
                                        + lines(judged.recorded(), log).collect(Collectors.joining("\n    "))));
    }

    private static Stream<String> lines(JsonNode row, String log) {
        return StreamSupport.stream(row.get(log).spliterator(), false).map(JsonNode::asText);
    }

    private static boolean isSame(String predicted, String recorded) {
        var number = Matcher.quoteReplacement("\\E[N\\dA-Fa-fx:]+\\Q");
        var pattern = NUMBER.matcher("\\Q" + general(predicted) + "\\E").replaceAll(number);
        return Pattern.matches(pattern, general(recorded));
    }

    private static String general(String line) {
        var numberless = ERROR_NUMBER.matcher(line).replaceAll("error:");
        return HAND_WINDOW.matcher(numberless).replaceAll("within some seconds");
    }
}

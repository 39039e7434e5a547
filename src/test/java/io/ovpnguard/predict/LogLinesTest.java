package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LogLinesTest {

    private static LogLines lines(String version, String server, String client) {
        return LogLines.of(Sketch.pair(Version.parse(version).orElseThrow(), server, client));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aPlainPairOfOneVersionLogsNothing(Version version) {
        assertThat(LogLines.of(Sketch.pair(version, "", ""))).isEqualTo(new LogLines(List.of(), List.of()));
    }

    static Iterable<Version> versions() {
        return Version.ALL;
    }

    @Test
    void aSideThatDoesNotStartSaysWhyAndTheOtherNothing() {
        var lines = lines("2.6", "", "keysize 128");

        assertThat(lines.client()).singleElement().asString().startsWith("Options error: Unrecognized option");
        assertThat(lines.server()).isEmpty();
    }

    @Test
    void aClientThatGetsNoAnswerWaitsForItsHandWindow() {
        assertThat(lines("2.6", "", "tls-auth ta.key 1\nhand-window 20").client())
                .contains("TLS Error: TLS key negotiation failed to occur within 20 seconds (check your network"
                        + " connectivity)");
        assertThat(lines("2.6", "", "tls-auth ta.key 1").client()).anyMatch(line -> line.contains("within 60 seconds"));
    }

    @ParameterizedTest
    @CsvSource({
        "2.3, 'TCP: connect to ADDR:PORT failed, will try again in 5 seconds: Connection refused'",
        "2.4, 'TCP: connect to ADDR:PORT failed: Connection refused'"
    })
    void aConnectionThatIsRefusedIsTriedAgain(String version, String line) {
        assertThat(lines(version, "", "proto tcp-client").client()).containsExactly(line);
    }

    @Test
    void theWrongHalfOfAKeyIsSeenByTheServerAlone() {
        var keys = Map.of("ta.key", Sketch.staticKey(0));
        var prediction = Sketch.predict(
                Sketch.with(Sketch.server(Version.V2_5, "tls-auth ta.key 0"), keys),
                Sketch.with(Sketch.client(Version.V2_5, "tls-auth ta.key 0"), keys));

        assertThat(LogLines.of(prediction).server())
                .containsExactly(
                        "Authenticate/Decrypt packet error: packet HMAC authentication failed",
                        "TLS Error: incoming packet authentication failed from ADDR:PORT");
        assertThat(LogLines.of(prediction).client()).contains("TLS Error: TLS handshake failed");
    }

    @ParameterizedTest
    @CsvSource({
        "2.2, 'AUTH: Received AUTH_FAILED control message'",
        "2.3, 'AUTH: Received control message: AUTH_FAILED'"
    })
    void aClientThatIsTurnedAwaySaysSo(String version, String line) {
        var lines = lines(version, "opt-verify", "tun-mtu 1400");

        assertThat(lines.client()).contains(line);
        assertThat(lines.server()).contains("Option inconsistency warnings triggering disconnect due to --opt-verify");
    }

    @Test
    void withoutASharedCipherBothSaySo() {
        var lines = lines("2.6", "data-ciphers AES-128-GCM", "data-ciphers AES-256-GCM");

        assertThat(lines.server())
                .contains("PUSH: No common cipher between server and client. Server data-ciphers: 'AES-128-GCM', client"
                        + " supported ciphers 'AES-256-GCM'");
        assertThat(lines.client())
                .containsExactly(
                        "AUTH: Received control message: AUTH_FAILED,Data channel cipher negotiation failed (no"
                                + " shared cipher)");
    }

    @ParameterizedTest
    @CsvSource({"2.6, ' Restarting.'", "2.7, ''"})
    void anOptionThatIsRejectedIsNamed(String version, String end) {
        assertThat(lines(version, "push \"route 10.30.0.0\"", "pull-filter reject \"route 10\"")
                        .client())
                .containsExactly("Pushed option rejected by filter: 'route 10.30.0.0'." + end);
    }

    @ParameterizedTest
    @CsvSource({
        "2.4, 'FRAG_IN error flags=0x45000054: spurrious FRAG_WHOLE flags'",
        "2.6, 'FRAG_IN error flags=0x45000054: spurious FRAG_WHOLE flags'"
    })
    void aPacketWithoutFragmentHeaderIsAnErrorWhereOneIsExpected(String version, String line) {
        assertThat(lines(version, "fragment 1300", "").server()).contains(line);
    }

    @ParameterizedTest
    @CsvSource({
        "2.6, comp-lzo, '', Bad LZO decompression header byte: N",
        "2.6, compress lz4, '', Bad LZ4 decompression header byte: 69",
        "2.6, compress stub, '', Bad compression stub (swap) decompression header byte: 69",
        "2.6, '', comp-lzo no, IP packet with unknown IP version=15 seen"
    })
    void theServerNamesTheByteThatItDidNotExpect(String version, String server, String client, String line) {
        assertThat(lines(version, server, client).server()).contains(line);
    }

    @ParameterizedTest
    @CsvSource({
        "2.2, 'Authenticate/Decrypt packet error: packet HMAC authentication failed'",
        "2.5, 'tun packet too large on write (tried=1500,max=1400)'"
    })
    void aPacketOverTheMtuIsCutOffUpTo23AndRefusedByTheDeviceUpTo25(String version, String line) {
        assertThat(lines(version, "tun-mtu 1400", "").server()).contains(line);
    }

    @Test
    void from26OnTheWarningsOfOptionsNeedVerbosity7() {
        var inconsistent = "WARNING: 'tun-mtu' is used inconsistently, local='tun-mtu 1400', remote='tun-mtu 1500'";

        assertThat(lines("2.6", "", "tun-mtu 1400").client()).doesNotContain(inconsistent);
        assertThat(lines("2.6", "", "tun-mtu 1400\nverb 7").client()).contains(inconsistent);
        assertThat(lines("2.5", "", "tun-mtu 1400").client()).contains(inconsistent);
    }

    @Test
    void linesOfOnePhaseDoNotRepeatWhatIsWritten() {
        var prediction = Sketch.pair(Version.V2_6, "push \"route 10.30.0.0\"", "pull-filter reject \"route 10\"");

        assertThat(LogLines.of(Phase.PUSH, prediction).client()).isEmpty();
    }

    @Test
    void linesOfOptionsAreOfThoseAlone() {
        var prediction = Sketch.pair(Version.V2_3, "", "tun-mtu 1400\nauth SHA256");

        assertThat(LogLines.ofOptions(prediction, Set.of("auth")).client())
                .containsExactly("WARNING: 'auth' is used inconsistently, local='auth SHA256', remote='auth SHA1'");
    }
}

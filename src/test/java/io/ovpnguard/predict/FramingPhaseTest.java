package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.option.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingPhaseTest {

    @ParameterizedTest
    @CsvSource({
        "2.3, comp-lzo, comp-lzo, WORKS",
        "2.3, comp-lzo, comp-lzo no, WORKS",
        "2.3, comp-lzo, '', NO_TRAFFIC",
        "2.4, compress lz4, compress lz4, WORKS",
        "2.4, compress lz4, comp-lzo, NO_TRAFFIC",
        "2.4, compress lz4-v2, compress lz4-v2, WORKS",
        "2.4, compress lz4-v2, '', LARGE_LOST",
        "2.4, compress stub-v2, '', WORKS",
        "2.4, compress, comp-lzo no, NO_TRAFFIC",
        "2.6, comp-lzo no, '', NO_TRAFFIC",
        "2.6, compress stub, compress, WORKS",
        "2.6, compress migrate, comp-lzo, WORKS"
    })
    void oneSideMustUnderstandTheOthersFrames(String version, String server, String client, Outcome consequence) {
        var framing = Sketch.pair(Version.parse(version).orElseThrow(), server, client)
                .compression();

        assertThat(framing.consequence()).isEqualTo(consequence);
    }

    @ParameterizedTest
    @CsvSource({"2.4, WORKS", "2.5, WORKS", "2.6, NO_HANDSHAKE", "2.7, NO_HANDSHAKE"})
    void from26OnClientsRefusePushedCompression(String version, Outcome consequence) {
        var server = Sketch.server(Version.V2_4, "comp-lzo", "push comp-lzo");
        var client = Sketch.client(Version.parse(version).orElseThrow());

        assertThat(Sketch.predict(server, client).compression().consequence()).isEqualTo(consequence);
    }

    @Test
    void theFramingOfPacketsIsWhatTheirFirstByteSays() {
        var stub = Sketch.server(Version.V2_6, "comp-lzo no")
                .config()
                .compression()
                .compression()
                .value();

        assertThat(FramePattern.ofSmall(stub)).isEqualTo(FramePattern.MARKED);
        assertThat(FramePattern.MARKED.isReadBy(stub)).isTrue();
        assertThat(FramePattern.SWAPPED.isReadBy(stub)).isFalse();
    }
}

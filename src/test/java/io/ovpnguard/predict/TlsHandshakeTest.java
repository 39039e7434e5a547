package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.TlsHandshake.Fault;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsHandshakeTest {

    private static Fault play(Process server, Process client) {
        return TlsHandshake.of(server, client, Sketch.AT, new ArrayList<>()).fault();
    }

    @ParameterizedTest
    @CsvSource({
        // 2.2 knows TLS 1.0 only, which OpenSSL 3 does not take
        "2.2, 2.6, NO_SHARED_VERSION",
        "2.2, 2.5, NONE",
        "2.3, 2.6, NONE",
        "2.7, 2.4, NONE"
    })
    void oldClientsFindNoVersionWithNewServers(String client, String server, Fault fault) {
        assertThat(play(
                        Sketch.server(Version.parse(server).orElseThrow()),
                        Sketch.client(Version.parse(client).orElseThrow())))
                .isEqualTo(fault);
    }

    @Test
    void rangesThatDoNotMeetEndTheHandshake() {
        assertThat(play(
                        Sketch.server(Version.V2_6, "tls-version-min 1.3"),
                        Sketch.client(Version.V2_6, "tls-version-max 1.2")))
                .isEqualTo(Fault.NO_SHARED_VERSION);
    }

    @Test
    void cipherSuitesOfTls12MustBeShared() {
        var max = "tls-version-max 1.2\n";

        assertThat(play(
                        Sketch.server(Version.V2_6, max + "tls-cipher TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384"),
                        Sketch.client(Version.V2_6, "tls-cipher TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256")))
                .isEqualTo(Fault.NO_SHARED_SUITE);
    }

    @Test
    void tlsCipherDoesNotTouchTls13() {
        assertThat(play(
                        Sketch.server(Version.V2_6, "tls-cipher TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384"),
                        Sketch.client(Version.V2_6, "tls-cipher TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256")))
                .isEqualTo(Fault.NONE);
    }

    @Test
    void orHighestTakesWhatTheLibraryHas() {
        assertThat(TlsRange.of(Sketch.client(Version.V2_3, "tls-version-min 1.3 or-highest")))
                .isEqualTo(new TlsRange(12, 12));
    }
}

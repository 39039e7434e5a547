package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherNegotiationTest {

    private static DataCipher settle(String serverVersion, String server, String clientVersion, String client) {
        return CipherNegotiation.between(
                        Sketch.server(Version.parse(serverVersion).orElseThrow(), server),
                        Sketch.client(Version.parse(clientVersion).orElseThrow(), client))
                .settle(true);
    }

    @ParameterizedTest
    @CsvSource({
        "2.2, 2.2, BF-CBC",
        "2.3, 2.4, BF-CBC",
        "2.4, 2.4, AES-256-GCM",
        "2.4, 2.6, AES-256-GCM",
        "2.5, 2.3, ''",
        "2.6, 2.4, AES-256-GCM",
        "2.7, 2.7, AES-256-GCM"
    })
    void withoutAWordOfCiphersVersionsSettleOnWhatBothHave(String server, String client, String cipher) {
        var settled = settle(server, "", client, "");

        if (cipher.isEmpty()) {
            assertThat(settled).isInstanceOf(DataCipher.Rejected.class);
        } else {
            assertThat(settled).isEqualTo(new DataCipher.Agreed(cipher));
        }
    }

    @Test
    void before24DifferentCiphersComeUpAndMoveNothing() {
        assertThat(settle("2.3", "cipher AES-128-CBC", "2.3", "cipher BF-CBC"))
                .isEqualTo(new DataCipher.Mismatched("AES-128-CBC", "BF-CBC"));
    }

    @Test
    void theServersOrderDecides() {
        assertThat(settle("2.6", "data-ciphers AES-128-GCM:AES-256-GCM", "2.6", "data-ciphers AES-256-GCM:AES-128-GCM"))
                .isEqualTo(new DataCipher.Agreed("AES-128-GCM"));
    }

    @Test
    void listsWithoutACommonCipherAreRejectedByTheServer() {
        var settled = settle("2.6", "data-ciphers AES-128-GCM", "2.6", "data-ciphers AES-256-GCM");

        assertThat(settled)
                .isInstanceOfSatisfying(
                        DataCipher.Rejected.class,
                        rejected -> assertThat(rejected.by()).isEqualTo(Side.SERVER));
    }

    @Test
    void a25ClientStillOffersItsCipherAndA26ClientDoesNot() {
        var server = "data-ciphers AES-256-CBC";

        assertThat(settle("2.6", server, "2.5", "cipher AES-256-CBC")).isEqualTo(new DataCipher.Agreed("AES-256-CBC"));
        assertThat(settle("2.6", server, "2.6", "cipher AES-256-CBC")).isInstanceOf(DataCipher.Rejected.class);
    }

    @Test
    void aMarkedCipherCountsOnlyWhereTheLibraryHasIt() {
        var server = Sketch.server(Version.V2_6, "data-ciphers ?NO-SUCH-CIPHER:AES-128-GCM");

        assertThat(CipherOffer.of(server)).containsExactly("AES-128-GCM");
    }

    @Test
    void peersWithoutAServerNegotiateFrom26On() {
        var lines = new String[] {"dev tun", "ifconfig 10.8.0.1 10.8.0.2"};
        var server = Sketch.bare(Role.SERVER, Version.V2_6, lines[0], lines[1], "tls-server");
        var client = Sketch.bare(Role.CLIENT, Version.V2_6, lines[0], lines[1], "tls-client", "remote s");
        var old = Sketch.bare(Role.CLIENT, Version.V2_5, lines[0], lines[1], "tls-client", "remote s");

        assertThat(CipherNegotiation.between(server, client).settle(true))
                .isEqualTo(new DataCipher.Agreed("AES-256-GCM"));
        assertThat(CipherNegotiation.between(server, old).settle(true)).isInstanceOf(DataCipher.Rejected.class);
    }
}

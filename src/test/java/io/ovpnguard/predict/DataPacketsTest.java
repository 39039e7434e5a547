package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.DataPackets.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPacketsTest {

    @Test
    void aSmallPingOf84BytesTakes125OnTheWireOfOld() {
        var packets = Sketch.pair(Version.V2_2, "", "").packetSizes().fromClient();

        assertThat(packets.datagram(84)).isEqualTo(125);
        assertThat(packets.hasPeerId()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // opcode and peer id 4, packet number 4, tag 16
        "cipher AES-256-GCM, 84, 108",
        "cipher AES-256-GCM, 1500, 1524",
        // opcode and peer id 4, HMAC 20, IV 16, packet number and packet in whole blocks
        "cipher AES-256-CBC, 84, 136",
        "cipher AES-256-CBC, 1500, 1560",
        "cipher AES-256-CBC; auth SHA512, 84, 180"
    })
    void theCipherDecidesWhatIsAdded(String options, int packet, int datagram) {
        var disabled = options.contains("GCM") ? "" : "\nncp-disable";
        var lines = options.replace("; ", "\n") + disabled;
        var prediction = Sketch.pair(Version.V2_4, lines, lines);

        assertThat(prediction.packetSizes().fromServer().datagram(packet)).isEqualTo(datagram);
    }

    @Test
    void framingFragmentationAndTcpEachAddTheirHeader() {
        var plain = Sketch.pair(Version.V2_6, "", "").packetSizes().fromClient();
        var stubbed = Sketch.pair(Version.V2_6, "comp-lzo no", "comp-lzo no")
                .packetSizes()
                .fromClient();
        var fragmenting = Sketch.pair(Version.V2_6, "fragment 1400", "fragment 1400")
                .packetSizes()
                .fromClient();
        var tcp = Sketch.pair(Version.V2_6, "proto tcp-server", "proto tcp-client")
                .packetSizes()
                .fromClient();

        assertThat(stubbed.datagram(100)).isEqualTo(plain.datagram(100) + 1);
        assertThat(fragmenting.datagram(100)).isEqualTo(plain.datagram(100) + 4);
        assertThat(tcp.datagram(100)).isEqualTo(plain.datagram(100) + 2);
        assertThat(tcp.onWire(100, Family.IPV4)).isEqualTo(plain.onWire(100, Family.IPV4) + 2 + 12);
    }

    @Test
    void aTapPacketCarriesItsEthernetHeader() {
        var tap = Sketch.pair(Version.V2_6, "dev tap", "dev tap").packetSizes().fromClient();
        var tun = Sketch.pair(Version.V2_6, "", "").packetSizes().fromClient();

        assertThat(tap.datagram(100)).isEqualTo(tun.datagram(100) + 14);
    }

    @Test
    void theLargestPacketWithinAPathJustFits() {
        for (var cipher : new String[] {"AES-256-GCM", "AES-256-CBC"}) {
            var packets = Sketch.pair(Version.V2_6, "data-ciphers " + cipher, "data-ciphers " + cipher)
                    .packetSizes()
                    .fromServer();
            for (var family : Family.values()) {
                var largest = packets.largestWithin(1400, family);

                assertThat(packets.onWire(largest, family)).isLessThanOrEqualTo(1400);
                assertThat(packets.onWire(largest + 1, family)).isGreaterThan(1400);
            }
        }
    }

    @Test
    void aPathTooSmallForAnythingTakesNothing() {
        var packets = Sketch.pair(Version.V2_6, "", "").packetSizes().fromServer();

        assertThat(packets.largestWithin(20, Family.IPV6)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // 1450 less 41 of overhead and 40 of inner headers
        "2.2, '', 1369",
        "2.2, mssfix 1400, 1319",
        "2.2, mssfix 0, -1",
        // 1492 less 28 of outer headers, 24 of overhead and 40
        "2.6, '', 1400",
        "2.6, mssfix 1400, 1336",
        "2.6, mssfix 1400 mtu, 1308",
        "2.6, mssfix 1400 fixed, 1360",
        "2.6, tun-mtu 1400, 1360",
        "2.6, fragment 1200 mtu, 1104",
        "2.6, mssfix 0, -1"
    })
    void mssfixCountsByVersion(String version, String option, int segment) {
        var prediction = Sketch.pair(Version.parse(version).orElseThrow(), option, option);

        assertThat(prediction
                        .packetSizes()
                        .fromClient()
                        .largestSegment(Family.IPV4)
                        .orElse(-1))
                .isEqualTo(segment);
    }

    @Test
    void from27OnPacketNumbersOfAeadCiphersAreTwiceAsLong() {
        var sizes = Sketch.pair(Version.V2_7, "", "").packetSizes();
        var mixed = Sketch.predict(Sketch.server(Version.V2_7), Sketch.client(Version.V2_6))
                .packetSizes();

        assertThat(sizes.fromClient().datagram(84)).isEqualTo(112);
        assertThat(mixed.fromClient().datagram(84)).isEqualTo(108);
    }
}

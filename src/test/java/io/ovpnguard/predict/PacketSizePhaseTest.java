package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.PacketSizes.Limit;
import io.ovpnguard.predict.PacketSizes.Lost;
import org.junit.jupiter.api.Test;

class PacketSizePhaseTest {

    private static PacketSizes play(Version server, String atServer, Version client, String atClient) {
        return Sketch.predict(Sketch.server(server, atServer), Sketch.client(client, atClient))
                .packetSizes();
    }

    @Test
    void aReceiverUpTo25DropsWhatIsOverItsMtu() {
        var sizes = play(Version.V2_4, "tun-mtu 1400", Version.V2_6, "");

        assertThat(sizes.lost()).hasValue(new Lost(Side.CLIENT, 1400, Limit.DEVICE, 1500, 1400));
        assertThat(sizes.consequence()).isEqualTo(Outcome.LARGE_LOST);
    }

    @Test
    void from26OnAReceiverTakesAFullPacketWhateverItsMtu() {
        assertThat(play(Version.V2_6, "tun-mtu 1400", Version.V2_4, "").consequence())
                .isEqualTo(Outcome.WORKS);
    }

    @Test
    void aPacketOverASmallDeviceComesInPiecesOfEight() {
        var lost =
                play(Version.V2_5, "tun-mtu 1400", Version.V2_5, "tun-mtu 1300").lost();

        assertThat(lost).hasValue(new Lost(Side.SERVER, 1300, Limit.DEVICE, 1396, 1300));
    }

    @Test
    void version22CutsOffWhatIsLongerThanItsOwnPackets() {
        var lost = play(Version.V2_2, "tun-mtu 1400", Version.V2_2, "").lost().orElseThrow();

        assertThat(lost.limit()).isEqualTo(Limit.READ);
        assertThat(lost.most()).isEqualTo(1441);
    }

    @Test
    void aCbcCipherThatIsNegotiatedUpTo25LeavesNoRoomForItsPadding() {
        var lost = play(Version.V2_5, "data-ciphers AES-256-CBC", Version.V2_5, "data-ciphers AES-256-CBC")
                .lost();

        assertThat(lost).hasValue(new Lost(Side.SERVER, 1499, Limit.WRITE, 1560, 1557));
    }

    @Test
    void jumboFramesThatAreLostAreNoOutcomeOfUsualNetworks() {
        var sizes = play(Version.V2_5, "tun-mtu 9000", Version.V2_5, "tun-mtu 8000");

        assertThat(sizes.lost()).isPresent();
        assertThat(sizes.consequence()).isEqualTo(Outcome.WORKS);
    }

    @Test
    void aSizeThatNoPacketHasIsJudgedLikeTheLargestThatOneHas() {
        var sizes = play(Version.V2_5, "tun-mtu 2000000000", Version.V2_5, "tun-mtu 1400");

        assertThat(sizes.lost().orElseThrow().largest()).isEqualTo(1400);
    }
}

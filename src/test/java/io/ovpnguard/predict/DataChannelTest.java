package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests, packet numbers, fragments, kinds of device and static keys. */
class DataChannelTest {

    @Test
    void aDifferentDigestCountsOnlyWhereTheCipherDoesNotAuthenticate() {
        assertThat(Sketch.pair(Version.V2_3, "auth SHA256", "").dataKeys().fault())
                .isEqualTo(DataKeys.Fault.DIFFERENT_DIGEST);
        assertThat(Sketch.pair(Version.V2_6, "auth SHA256", "").dataKeys().fault())
                .isEqualTo(DataKeys.Fault.NONE);
    }

    @Test
    void aDifferentKeySizeOfAVariableCipherIsAFault() {
        assertThat(Sketch.pair(Version.V2_3, "keysize 256", "").dataKeys().fault())
                .isEqualTo(DataKeys.Fault.DIFFERENT_KEY_LENGTH);
    }

    @Test
    void packetNumbersOnOneSideAloneAreAFault() {
        assertThat(Sketch.pair(Version.V2_3, "no-replay", "").dataKeys().fault())
                .isEqualTo(DataKeys.Fault.DIFFERENT_PACKET_NUMBER);
    }

    @ParameterizedTest
    @CsvSource({"fragment 1300, fragment 1200, WORKS", "fragment 1300, '', NO_TRAFFIC", "'', fragment 1300, NO_TRAFFIC"
    })
    void bothSidesFragmentOrNone(String server, String client, Outcome consequence) {
        assertThat(Sketch.pair(Version.V2_6, server, client).fragmentation().consequence())
                .isEqualTo(consequence);
    }

    @Test
    void tunAndTapDoNotMeet() {
        var devices = Sketch.pair(Version.V2_6, "", "dev tap").deviceTypes();

        assertThat(devices).isInstanceOf(DeviceTypes.Different.class);
        assertThat(devices.isHarmful()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a.key 0, a.key 1, NONE",
        "a.key, a.key, NONE",
        "a.key 0, a.key 0, DIFFERENT_DIRECTION",
        "a.key, b.key, DIFFERENT_KEY"
    })
    void staticKeysMustFitByTheHalvesThatAreUsed(String server, String client, StaticKeys.Fault fault) {
        assertThat(staticKeys("secret " + server, "secret " + client).fault()).isEqualTo(fault);
    }

    @Test
    void aStaticKeyOnOneSideAloneIsAFault() {
        assertThat(staticKeys("secret a.key", "tls-client").fault()).isEqualTo(StaticKeys.Fault.ONE_SIDED);
    }

    private static StaticKeys staticKeys(String server, String client) {
        var keys = Map.of("a.key", Sketch.staticKey(0), "b.key", Sketch.staticKey(9));
        var one = Sketch.with(
                Sketch.bare(Role.SERVER, Version.V2_4, "dev tun", "ifconfig 10.8.0.1 10.8.0.2", server), keys);
        var other = Sketch.with(
                Sketch.bare(Role.CLIENT, Version.V2_4, "dev tun", "remote s", "ifconfig 10.8.0.2 10.8.0.1", client),
                keys);
        var cipher = new DataCipher.Agreed("BF-CBC");
        var dataKeys = DataKeys.of(one, other, CipherTable.get().find("BF-CBC").orElseThrow(), false);
        var framing = FramingPhase.of(one.config(), other.config(), PulledOptions.NONE, Optional.empty());
        return StaticKeys.of(one, other, cipher, dataKeys, framing, new ArrayList<>());
    }
}

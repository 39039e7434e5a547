package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsStringTest {

    @Test
    void aPlainTunSideOfOldSaysLinkMtu1541() {
        assertThat(OptionsString.local(Sketch.client(Version.V2_2)))
                .isEqualTo("V4,dev-type tun,link-mtu 1541,tun-mtu 1500,proto UDPv4,cipher BF-CBC,auth SHA1,keysize 128,"
                        + "key-method 2,tls-client");
    }

    @Test
    void aTapSideOfOldSaysLinkMtu1573AndTunMtu1532() {
        assertThat(OptionsString.local(Sketch.client(Version.V2_2, "dev tap")))
                .contains("dev-type tap,link-mtu 1573,tun-mtu 1532,");
    }

    @Test
    void aSmallerTunMtuIsTakenOffTheLinkMtu() {
        assertThat(OptionsString.local(Sketch.client(Version.V2_3, "tun-mtu 1400")))
                .contains("link-mtu 1441,tun-mtu 1400,");
    }

    @Test
    void whatIsExpectedOfThePeerIsTheOtherPart() {
        var server = Sketch.server(Version.V2_4);

        assertThat(OptionsString.local(server)).endsWith("tls-server");
        assertThat(OptionsString.expected(server)).endsWith("tls-client");
    }

    @Test
    void theDirectionOfTheKeyIsTheOtherForThePeer() {
        var server = Sketch.server(Version.V2_4, "tls-auth ta.key 0");

        assertThat(OptionsString.local(server)).contains(",keydir 0,").contains(",tls-auth,");
        assertThat(OptionsString.expected(server)).contains(",keydir 1,");
    }

    @ParameterizedTest
    @CsvSource({
        "2.2, comp-lzo, 1542",
        "2.4, compress, 1542",
        "2.4, fragment 1300, 1545",
        "2.4, cipher AES-256-CBC, 1557"
    })
    void framingAndCipherAddToTheLinkMtu(String version, String option, int linkMtu) {
        var process = Sketch.client(Version.parse(version).orElseThrow(), option);

        assertThat(OptionsString.local(process)).contains("link-mtu " + linkMtu + ",");
    }

    @ParameterizedTest
    @CsvSource({"2.4, true", "2.5, false", "2.6, false", "2.7, false"})
    void theCipherOfANegotiatingClientIsSaidUpTo24(String version, boolean isSaid) {
        var client = Sketch.client(Version.parse(version).orElseThrow());

        assertThat(OptionsString.local(client).contains(",cipher ")).isEqualTo(isSaid);
    }

    @Test
    void from26OnATapSideSaysTheMtuOfItsDeviceAlone() {
        assertThat(OptionsString.local(Sketch.client(Version.V2_6, "dev tap"))).contains("tun-mtu 1500,");
    }

    @Test
    void addressesAreSaidBetweenPeersOnly() {
        var peer = Sketch.bare(
                Role.CLIENT, Version.V2_4, "dev tun", "tls-client", "remote a", "ifconfig 10.8.0.2 10.8.0.1");

        assertThat(OptionsString.local(peer)).contains(",ifconfig 10.8.0.1 10.8.0.2,");
        assertThat(OptionsString.expected(peer)).contains(",ifconfig 10.8.0.2 10.8.0.1,");
        assertThat(OptionsString.local(Sketch.server(Version.V2_4))).doesNotContain("ifconfig");
    }
}

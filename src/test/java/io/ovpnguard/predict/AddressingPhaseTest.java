package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Addressing.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressingPhaseTest {

    @ParameterizedTest
    @CsvSource({
        "10.8.0.1 10.8.0.2, 10.8.0.2 10.8.0.1, NONE",
        "10.8.0.1 10.8.0.2, 10.8.0.1 10.8.0.2, SAME_ADDRESS",
        "10.8.0.1 10.8.0.2, 10.8.0.6 10.8.0.5, NO_ROUTE_TO_SERVER",
        "10.8.0.1 10.8.0.9, 10.8.0.2 10.8.0.1, NO_ROUTE_TO_CLIENT"
    })
    void peersNameEachOthersAddress(String server, String client, Fault fault) {
        var one = Sketch.bare(Role.SERVER, Version.V2_5, "dev tun", "tls-server", "ifconfig " + server);
        var other = Sketch.bare(Role.CLIENT, Version.V2_5, "dev tun", "tls-client", "remote s", "ifconfig " + client);

        assertThat(Sketch.predict(one, other).addressing().fault()).isEqualTo(fault);
    }

    @Test
    void aServerGivesItsFirstClientTheFirstFreeAddress() {
        assertThat(Sketch.pair(Version.V2_6, "", "").addressing().client()).hasValue("10.8.0.2");
        assertThat(Sketch.pair(Version.V2_6, "topology net30", "").addressing().client())
                .hasValue("10.8.0.6");
    }

    @Test
    void aBridgingServerGivesAddressesOfItsPool() {
        var server = Sketch.bare(
                Role.SERVER,
                Version.V2_6,
                "dev tap",
                "server-bridge 10.8.0.4 255.255.255.0 10.8.0.128 10.8.0.254",
                "ca ca.crt",
                "cert server.crt",
                "key server.key",
                "dh none");
        var client = Sketch.bare(
                Role.CLIENT, Version.V2_6, "client", "dev tap", "remote s", "ca ca.crt", "cert c.crt", "key c.key");

        assertThat(Sketch.predict(server, client).addressing().client()).hasValue("10.8.0.128");
    }

    @Test
    void aClientThatIgnoresItsAddressHasNone() {
        assertThat(Sketch.pair(Version.V2_6, "", "pull-filter ignore ifconfig")
                        .addressing()
                        .fault())
                .isEqualTo(Fault.NO_ADDRESS);
    }

    @Test
    void aRouteOverTheServersOwnAddressDrawsTheTunnelIntoItself() {
        var route = "push \"route 10.99.0.0 255.255.255.0\"";

        assertThat(Sketch.pair(Version.V2_5, route, "").addressing().fault()).isEqualTo(Fault.ROUTE_OVER_SERVER);
        assertThat(Sketch.pair(Version.V2_4, route, "").addressing().fault()).isEqualTo(Fault.NONE);
    }

    @ParameterizedTest
    @CsvSource({"255.255.255.0, 24", "255.255.255.252, 30", "0.0.0.0, 0", "255.0.255.0, -1"})
    void aNetmaskIsOnesThenZeros(String text, int bits) {
        assertThat(Address.parse(text).orElseThrow().maskBits().orElse(-1)).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({"10.8.0", "10.8.0.256", "10.8.0.1.1", "a.b.c.d", "''"})
    void whatIsNoDottedQuadIsNoAddress(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }
}

package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Push.Fault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushPhaseTest {

    private static final String ROUTE = "push \"route 10.30.0.0 255.255.255.0\"";

    @Test
    void aRejectingFilterEndsTheConnection() {
        var push = Sketch.pair(Version.V2_5, ROUTE, "pull-filter reject route").push();

        assertThat(push.fault()).isEqualTo(Fault.REJECTED_BY_FILTER);
        assertThat(push.rejected()).isEqualTo(Optional.of("route 10.30.0.0 255.255.255.0"));
    }

    @Test
    void theFirstFilterThatFitsDecides() {
        assertThat(Sketch.pair(Version.V2_5, ROUTE, "pull-filter accept \"route \"\npull-filter reject route")
                        .push()
                        .fault())
                .isNotEqualTo(Fault.NONE);
        assertThat(Sketch.pair(Version.V2_5, ROUTE, "pull-filter accept route\npull-filter reject route")
                        .push()
                        .fault())
                .isEqualTo(Fault.NONE);
    }

    @Test
    void before24ThereAreNoFilters() {
        var client = Sketch.client(Version.V2_3, "pull-filter reject route");
        var reply = List.of(PushedOption.added("route", "10.30.0.0", "255.255.255.0"));

        assertThat(PulledOptions.of(reply, client.config()).rejected()).isEmpty();
    }

    @Test
    void aPeerAnswersAClientThatAsksAndGivesItNoAddress() {
        var peer = Sketch.bare(Role.SERVER, Version.V2_5, "dev tun", "tls-server", "ifconfig 10.8.0.1 10.8.0.2");

        assertThat(Sketch.predict(peer, Sketch.client(Version.V2_5)).push().fault())
                .isEqualTo(Fault.NO_ADDRESS_GIVEN);
    }

    @ParameterizedTest
    @CsvSource({"2.4, NONE", "2.5, NEVER_ASKED", "2.6, NEVER_ASKED"})
    void from25OnAServerWaitsToBeAsked(String version, Fault fault) {
        var server = Sketch.server(Version.parse(version).orElseThrow());
        var client = Sketch.bare(
                Role.CLIENT, Version.V2_4, "dev tun", "tls-client", "remote s", "ifconfig 10.8.0.2 255.255.255.0");

        assertThat(Sketch.predict(server, client).push().fault()).isEqualTo(fault);
    }

    @Test
    void routeNopullKeepsRoutesOutAndTheGatewayIn() {
        var client = Sketch.client(Version.V2_5, "route-nopull").config();
        var reply = List.of(PushedOption.added("route", "10.30.0.0"), PushedOption.added("route-gateway", "10.8.0.1"));

        assertThat(PulledOptions.of(reply, client).accepted())
                .extracting(PushedOption::name)
                .containsExactly("route-gateway");
    }

    @Test
    void whatAVersionDoesNotTakeFromAServerIsSkipped() {
        var client = Sketch.client(Version.V2_5).config();
        var reply = List.of(PushedOption.added("fragment", "1300"), PushedOption.added("tun-mtu", "1400"));

        assertThat(PulledOptions.of(reply, client).accepted()).isEmpty();
    }

    @Test
    void theServerSendsItsMtuToClientsFrom26On() {
        var client = Sketch.client(Version.V2_6);
        var sizes = Sketch.predict(Sketch.server(Version.V2_6, "tun-mtu 1400"), client)
                .packetSizes();

        assertThat(sizes.client()).isEqualTo(1400);
    }
}

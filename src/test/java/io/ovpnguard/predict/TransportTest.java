package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Transport.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportTest {

    private static Transport play(Version version, String server, String client) {
        return Transport.of(
                Sketch.server(version, server).config(),
                Sketch.client(version, client).config());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', NONE",
        "proto tcp-server, proto tcp-client, NONE",
        "proto tcp-server, '', DIFFERENT_PROTOCOL",
        "'', proto tcp-client, DIFFERENT_PROTOCOL",
        "port 1195, '', DIFFERENT_PORT",
        "port 1195, remote 10.99.0.1 1195, NONE",
        "port 1195, port 1195, NONE",
        "lport 1195, rport 1195, NONE"
    })
    void aClientReachesAServerByProtocolFamilyAndPort(String server, String client, Fault fault) {
        assertThat(play(Version.V2_5, server, client).fault()).isEqualTo(fault);
    }

    @Test
    void aServerOfOneFamilyIsNotReachedOverTheOther() {
        var client = Sketch.bare(Role.CLIENT, Version.V2_5, "client", "dev tun", "remote fd00::1");

        assertThat(Transport.of(Sketch.server(Version.V2_5, "proto udp4").config(), client.config())
                        .fault())
                .isEqualTo(Fault.DIFFERENT_FAMILY);
        assertThat(Transport.of(Sketch.server(Version.V2_5).config(), client.config())
                        .fault())
                .isEqualTo(Fault.NONE);
    }

    @Test
    void aClientFallsThroughToTheConnectionThatFits() {
        var blocks = "<connection>\nremote a 1\n</connection>\n<connection>\nremote b 1194 udp\n</connection>";
        var client = Sketch.bare(Role.CLIENT, Version.V2_5, "client", "dev tun", blocks);
        var transport = Transport.of(Sketch.server(Version.V2_5).config(), client.config());

        assertThat(transport.fault()).isEqualTo(Fault.NONE);
        assertThat(transport.client().remote().orElseThrow().value()).isEqualTo("b");
    }

    @Test
    void aPeerThatSendsToAnotherPortIsNotHeard() {
        var server = Sketch.bare(Role.SERVER, Version.V2_5, "dev tun", "tls-server", "remote c", "rport 5000");
        var client = Sketch.bare(Role.CLIENT, Version.V2_5, "dev tun", "tls-client", "remote s");

        assertThat(Transport.of(server.config(), client.config()).fault()).isEqualTo(Fault.DIFFERENT_CLIENT_PORT);
    }

    @Test
    void somebodyMustKnowWhereToSend() {
        var side =
                Sketch.bare(Role.SERVER, Version.V2_5, "dev tun", "tls-server").config();

        assertThat(Transport.of(side, side).fault()).isEqualTo(Fault.NO_REMOTE);
    }
}

package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Authentication.Fault;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationTest {

    private static final String VERIFY = "script-security 2\nauth-user-pass-verify check via-env";

    private static Fault play(String server, String client) {
        return Authentication.of(
                        Sketch.server(Version.V2_5, server),
                        Sketch.bare(Role.CLIENT, Version.V2_5, "client", "dev tun", "remote s", client),
                        new ArrayList<>())
                .fault();
    }

    @ParameterizedTest
    @CsvSource({
        "'', cert c.crt, NONE",
        "'', auth-user-pass, NO_CERTIFICATE",
        "verify-client-cert require, auth-user-pass, NO_CERTIFICATE",
        "verify-client-cert none, auth-user-pass, NONE",
        "verify-client-cert optional, auth-user-pass, NONE"
    })
    void theServerWantsACertificateUnlessItSaysOtherwise(String server, String client, Fault fault) {
        assertThat(play(server, client)).isEqualTo(fault);
    }

    @Test
    void aServerThatAsksForAUserTurnsAwayWhoNamesNone() {
        assertThat(play(VERIFY, "cert c.crt")).isEqualTo(Fault.NO_USER_NAME);
        assertThat(play(VERIFY, "cert c.crt\nauth-user-pass")).isEqualTo(Fault.NONE);
        assertThat(play(VERIFY + "\nauth-user-pass-optional", "cert c.crt")).isEqualTo(Fault.NONE);
    }

    @ParameterizedTest
    @CsvSource({"2.6, DIFFERENT_OPTIONS", "2.7, NONE"})
    void optVerifyCountsUpTo26(String version, Fault fault) {
        var server = Sketch.server(Version.parse(version).orElseThrow(), "opt-verify");

        assertThat(Authentication.of(server, Sketch.client(Version.V2_4, "tun-mtu 1400"), new ArrayList<>())
                        .fault())
                .isEqualTo(fault);
    }

    @Test
    void onlyVersion22RemapsNames() {
        assertThat(ClientConfigFile.commonName("Client One", Version.V2_2)).isEqualTo("Client_One");
        assertThat(ClientConfigFile.commonName("Client One", Version.V2_3)).isEqualTo("Client One");
    }
}

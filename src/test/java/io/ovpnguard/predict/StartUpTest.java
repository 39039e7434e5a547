package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartUpTest {

    private static String refusal(String version, String option) {
        return Sketch.client(Version.parse(version).orElseThrow(), option)
                .startUp()
                .refusal()
                .map(Refusal::line)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "2.5, keysize 128, false",
        "2.6, keysize 128, true",
        "2.6, ncp-disable, true",
        "2.4, data-ciphers AES-256-GCM, true",
        "2.5, data-ciphers AES-256-GCM, false",
        "2.3, tls-crypt a, true",
        "2.4, no-such-option, true"
    })
    void anOptionThatAVersionDoesNotKnowIsFatal(String version, String option, boolean isFatal) {
        assertThat(refusal(version, option).startsWith("Options error: Unrecognized option"))
                .isEqualTo(isFatal);
    }

    @Test
    void whatIsToBeIgnoredIsIgnored() {
        assertThat(refusal("2.6", "ignore-unknown-option no-such-option\nno-such-option a"))
                .isEmpty();
    }

    @Test
    void fragmentIsForUdpOnly() {
        assertThat(refusal("2.6", "proto tcp-client\nfragment 1300"))
                .isEqualTo("Options error: --fragment can only be used with --proto udp");
    }

    @ParameterizedTest
    @CsvSource({"2.6, false", "2.7, true"})
    void staticKeysNeedPermissionFrom27On(String version, boolean isRefused) {
        var peer = Sketch.bare(
                Role.CLIENT,
                Version.parse(version).orElseThrow(),
                "dev tun",
                "remote s",
                "ifconfig 10.8.0.2 10.8.0.1",
                "secret a.key");
        var allowed = Sketch.bare(
                Role.CLIENT,
                Version.V2_7,
                "dev tun",
                "remote s",
                "ifconfig 10.8.0.2 10.8.0.1",
                "cipher AES-256-CBC",
                "secret a.key",
                "allow-deprecated-insecure-static-crypto");

        assertThat(peer.startUp()
                        .refusal()
                        .filter(refusal -> refusal.line().contains("DEPRECATION"))
                        .isPresent())
                .isEqualTo(isRefused);
        assertThat(allowed.startUp().refusal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.3, AES-256-GCM", "2.6, NO-SUCH-CIPHER"})
    void aCipherThatIsNotThereIsFatal(String version, String cipher) {
        assertThat(refusal(version, "cipher " + cipher)).isNotEmpty();
    }

    @Test
    void aProtocolThatIsNoneIsAnsweredWithAllThatAre() {
        assertThat(refusal("2.2", "proto foo"))
                .isEqualTo("Options error: Bad protocol: 'foo'.  Allowed protocols with --proto option: [udp]"
                        + " [tcp-server] [tcp-client] [tcp]");
    }

    /** Played with 2.5.1, 2.6.14 and 2.7.8, which say the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "255.255.255.0 10.8.0.128 10.8.0.100 | --ifconfig-pool start IP [10.8.0.128] is greater than end IP [10.8.0.100]",
                "255.255.255.0 10.9.0.10 10.9.0.100 | --server-bridge IP addresses 10.8.0.4 and 10.9.0.10 are not in the same 255.255.255.0 subnet",
                "255.255.255.0 10.8.0.10 10.9.0.100 | --server-bridge IP addresses 10.8.0.10 and 10.9.0.100 are not in the same 255.255.255.0 subnet",
                "255.0.0.0 10.0.0.10 10.1.0.100 | --ifconfig-pool address range is too large [10.0.0.10 -> 10.1.0.100].  Current maximum is 65536 addresses, as defined by IFCONFIG_POOL_MAX variable.",
                "255.255.255.0 foo 10.8.0.100 | error parsing --server-bridge parameters",
            })
    void aBridgeHandsOutAddressesOfItsOwnNetwork(String pool, String refusal) {
        assertThat(bridge(pool)).isEqualTo("Options error: " + refusal);
    }

    @Test
    void aBridgeWithAPoolOfTwoStarts() {
        assertThat(bridge("255.255.255.0 10.8.0.100 10.8.0.101")).isEmpty();
    }

    private static String bridge(String pool) {
        var server = Sketch.bare(
                Role.SERVER,
                Version.V2_6,
                "dev tap",
                "server-bridge 10.8.0.4 " + pool,
                "ca ca.crt",
                "cert server.crt",
                "key server.key",
                "dh none");
        return server.startUp().refusal().map(Refusal::line).orElse("");
    }
}

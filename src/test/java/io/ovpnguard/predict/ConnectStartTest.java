package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each profile was given to a real client of the OpenVPN 3 core 3.11.7 ({@code ovpncli}). */
class ConnectStartTest {

    private static final String PROFILE = """
            client
            dev tun
            remote 127.0.0.1 11194 udp
            ca ca.crt
            cert client1.crt
            key client1.key
            """;

    private static Optional<String> refusal(String text) {
        return refusal(text, Files.UNKNOWN);
    }

    private static Optional<String> refusal(String text, Files files) {
        var config = ConfigParser.parse(Source.of("client.ovpn", text), Includes.NONE);
        var versions = Versions.stated(List.of(Version.CONNECT_3));
        var profile = new Profile("client", Role.CLIENT, config, files, versions);
        return Process.of(profile, Version.CONNECT_3).startUp().refusal().map(Refusal::line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dev tap|TAP mode is not supported",
                "dev foo|bad dev-type",
                "dev-type tap|TAP mode is not supported",
                "cipher CAST5-CBC|crypto_alg: CAST5-CBC: not found",
                "cipher CAMELLIA-256-CBC|crypto_alg: CAMELLIA-256-CBC: not found",
                "cipher|option 'cipher' must have at least 1 arguments",
                "auth RIPEMD160|crypto_alg: RIPEMD160: not found",
                "auth SHA3-256|crypto_alg: SHA3-256: not found",
                "compress migrate|Unknown compressor: 'migrate'",
                "compress LZ4|Unknown compressor: 'LZ4'",
                "proto tcp-server|error parsing protocol: tcp-server",
                "remote 127.0.0.1 0|bad port number: 0",
                "port foo|bad port number: foo",
                "tun-mtu 575|option 'tun-mtu'[1] must be in the range [576,65535]",
                "tun-mtu 70000|option 'tun-mtu'[1] must be in the range [576,65535]",
                "reneg-sec -1|reneg-sec: error parsing number of seconds",
                "keepalive 10|option 'keepalive' must have at least 2 arguments",
                "key-direction 2|bad key-direction parameter",
                "tls-version-min 1.4|tls-version-min: unrecognized TLS version",
                "tls-cert-profile insecure|bad tls-cert-profile parameter",
                "remote-cert-tls foo|bad remote-cert-tls parameter",
                "verify-x509-name server subject-prefix|Invalid verify-x509-name type: subject-prefix",
                "pull-filter drop x|bad pull-filter parameter",
                "mode server|Only 'mode p2p' supported",
                "key-method 1|Only 'key-method 2' supported",
                "secret static.key|static key encryption mode (non-SSL/TLS) is not supported",
                "fragment 1300|directive is not supported",
                "topology subnet|Option allowed only to be pushed by the server: topology",
                "setenv opt topology subnet|Option allowed only to be pushed by the server: topology",
                "dh none|Server only option: dh",
                "daemon|UNKNOWN/UNSUPPORTED OPTIONS: daemon",
            })
    void refusesTheValue(String line, String text) {
        assertThat(refusal(PROFILE + line + "\n").orElse("taken")).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev tun5",
                "cipher none",
                "cipher aes-256-gcm",
                "cipher BF-CBC",
                "auth MD4",
                "compress snappy",
                "comp-lzo foo",
                "proto UDP",
                "proto tcp4-client",
                "tun-mtu 576",
                "tun-mtu",
                "hand-window 0",
                "key-direction bidirectional",
                "tls-version-min foo or-highest",
                "verify-x509-name server name-prefix",
                "tls-version-max 1.1",
                "mode p2p",
                "client-cert-not-required",
                "setenv opt daemon",
                "ignore-unknown-option daemon\ndaemon",
                "daemon\nignore-unknown-option daemon",
                "<foo>\nx\n</foo>",
                "<connection>\nremote 127.0.0.1 11195\nfragment 1000\nbogus\n</connection>",
            })
    void takesTheValue(String line) {
        assertThat(refusal(PROFILE + line + "\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client|Neither 'client' nor both 'tls-client' and 'pull' options declared",
                "remote 127.0.0.1 11194 udp|remote option not specified",
                "ca ca.crt|CA not defined",
                "cert client1.crt|Missing External PKI alias",
                "key client1.key|Missing External PKI alias",
                "dev tun|taken",
            })
    void needsTheLine(String line, String text) {
        assertThat(refusal(PROFILE.replace(line + "\n", "")).orElse("taken")).contains(text);
    }

    @Test
    void pullAndTlsClientStandForClient() {
        assertThat(refusal(PROFILE.replace("client\n", "tls-client\npull\n"))).isEmpty();
    }

    @Test
    void aCertificateIsNotNeededWhereTheProfileSaysSo() {
        var bare = PROFILE.replace("cert client1.crt\nkey client1.key\n", "auth-user-pass\n");
        assertThat(refusal(bare)).contains("Missing External PKI alias");
        assertThat(refusal(bare + "setenv CLIENT_CERT 0\n")).isEmpty();
    }

    @Test
    void anAddressOfTheOtherFamilyIsRefused() {
        assertThat(refusal(PROFILE.replace("udp", "udp6")))
                .contains("remote_list_error: current remote server endpoint is undefined");
    }

    @Test
    void filesThatAreNotThereAreRefused() {
        assertThat(refusal(PROFILE, new Files(Map.of(), true)).orElse("taken"))
                .isEqualTo("MERGE_REF_FAIL : ERR_PROFILE_GENERIC: ca.crt : cannot open for read");
    }
}

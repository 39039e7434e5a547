package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.openvpn.TestCertificate;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is remembered of pairs that meet again. */
class HandshakeTest {

    private static final Instant NOW = Instant.now();
    private static final Duration SOON = Duration.ofDays(5);

    private static final TestCertificate AUTHORITY =
            TestCertificate.of("CN=authority").authority().make();
    private static final TestCertificate OTHER_AUTHORITY =
            TestCertificate.of("CN=authority").authority().make();
    private static final TestCertificate SERVER =
            TestCertificate.of("CN=server").by(AUTHORITY).make();
    private static final TestCertificate CLIENT =
            TestCertificate.of("CN=client").by(AUTHORITY).until(SOON).make();

    private static final String SERVER_CONFIG = """
            dev tun
            server 10.8.0.0 255.255.255.0
            dh none
            ca ca.crt
            cert server.crt
            key server.key
            tls-crypt tc.key
            """;
    private static final String CLIENT_CONFIG = """
            client
            dev tun
            remote vpn.example.org
            ca ca.crt
            cert client.crt
            key client.key
            tls-crypt tc.key
            """;

    private static Map<String, String> files(String name, TestCertificate own) {
        return new HashMap<>(Map.of(
                "ca.crt",
                AUTHORITY.certificate(),
                name + ".crt",
                own.certificate(),
                name + ".key",
                own.key(),
                "tc.key",
                Sketch.staticKey(1)));
    }

    private static Process process(Role role, String text, Map<String, String> files, Optional<String> mode) {
        var entries = new HashMap<String, FileEntry>();
        files.forEach((name, content) -> entries.put(name, FileEntry.of(Source.of(name, content), mode)));
        return Sketch.process(
                role,
                Version.V2_6,
                ConfigParser.parse(Source.of(role + ".conf", text), Includes.NONE),
                new Files(entries, true));
    }

    private static Process server(Map<String, String> files) {
        return process(Role.SERVER, SERVER_CONFIG, files, Optional.empty());
    }

    private static Process client(Map<String, String> files) {
        return process(Role.CLIENT, CLIENT_CONFIG, files, Optional.empty());
    }

    private static Map<String, String> ofServer() {
        return files("server", SERVER);
    }

    private static Map<String, String> ofClient() {
        return files("client", CLIENT);
    }

    private static TlsHandshake.Fault play(Instant at) {
        return Handshake.of(server(ofServer()), client(ofClient()), at, new ArrayList<>())
                .tls()
                .fault();
    }

    private static Outcome outcome(Process server, Process client) {
        return Predictor.predict(server, client, NOW).outcome();
    }

    @Test
    void theSameTextsAreNotJudgedAgain() {
        var first = Handshake.of(server(ofServer()), client(ofClient()), NOW, new ArrayList<>());
        var again = Handshake.of(server(ofServer()), client(ofClient()), NOW.plusSeconds(1), new ArrayList<>());

        assertThat(first.tls().fault()).isEqualTo(TlsHandshake.Fault.NONE);
        assertThat(again).isSameAs(first);
    }

    @Test
    void aCertificateEndsThoughItsHandshakeIsRemembered() {
        assertThat(List.of(play(NOW), play(NOW.plus(SOON).plus(Duration.ofDays(1))), play(NOW)))
                .containsExactly(
                        TlsHandshake.Fault.NONE, TlsHandshake.Fault.REJECTED_CERTIFICATE, TlsHandshake.Fault.NONE);
    }

    @Test
    void aRevocationListEndsThoughTheHandshakeIsRemembered() {
        var files = ofServer();
        files.put("crl.pem", AUTHORITY.revoking(Duration.ofDays(-1), Duration.ofDays(1)));
        var server = process(Role.SERVER, SERVER_CONFIG + "crl-verify crl.pem\n", files, Optional.empty());

        assertThat(List.of(NOW, NOW.plus(Duration.ofDays(2))))
                .map(at -> Handshake.of(server, client(ofClient()), at, new ArrayList<>())
                        .tls()
                        .fault())
                .containsExactly(TlsHandshake.Fault.NONE, TlsHandshake.Fault.REJECTED_CERTIFICATE);
    }

    @Test
    void anotherFileOfTheSameNameIsJudgedForItself() {
        var otherAuthority = ofClient();
        otherAuthority.put("ca.crt", OTHER_AUTHORITY.certificate());
        var otherKey = ofServer();
        otherKey.put("tc.key", Sketch.staticKey(2));

        assertThat(outcome(server(ofServer()), client(ofClient()))).isEqualTo(Outcome.WORKS);
        assertThat(outcome(server(ofServer()), client(otherAuthority))).isEqualTo(Outcome.NO_HANDSHAKE);
        assertThat(outcome(server(otherKey), client(ofClient()))).isEqualTo(Outcome.NO_HANDSHAKE);
    }

    @Test
    void aFileThatIsGoneIsMissed() {
        var without = ofClient();
        without.remove("client.key");

        assertThat(outcome(server(ofServer()), client(ofClient()))).isEqualTo(Outcome.WORKS);
        assertThat(outcome(server(ofServer()), client(without))).isEqualTo(Outcome.CLIENT_START);
        assertThat(outcome(server(ofServer()), client(without)))
                .as("the second time")
                .isEqualTo(Outcome.CLIENT_START);
    }

    @Test
    void whatIsUnknownIsToldEachTime() {
        var without = new Files(Map.of(), false);
        for (var round = 0; round < 2; round++) {
            var unknown = new ArrayList<String>();
            var client = Sketch.process(
                    Role.CLIENT,
                    Version.V2_6,
                    ConfigParser.parse(Source.of("client.conf", CLIENT_CONFIG), Includes.NONE),
                    without);
            Handshake.of(server(ofServer()), client, NOW, unknown);

            assertThat(unknown).contains("the certificate of client.conf was not given");
        }
    }

    @Test
    void whatAFileMayBeReadByBelongsToTheIdentity() {
        var open = process(Role.SERVER, SERVER_CONFIG, ofServer(), Optional.of("0644"));
        var closed = process(Role.SERVER, SERVER_CONFIG, ofServer(), Optional.of("0600"));

        assertThat(open.identity()).isPresent().isNotEqualTo(closed.identity());
    }

    @Test
    void aConfigWithOthersInsideIsNotTakenForItsTextAlone() {
        var included = Source.of("more.conf", "verb 3\n");
        var config = ConfigParser.parse(
                Source.of("client.conf", CLIENT_CONFIG + "config more.conf\n"), (_, _) -> Optional.of(included));

        assertThat(Sketch.process(Role.CLIENT, Version.V2_6, config, Files.UNKNOWN)
                        .identity())
                .isEmpty();
    }
}

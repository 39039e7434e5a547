package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.Committed;
import io.ovpnguard.openvpn.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What policies of files ask of configs, as the command line tells it. */
class PolicyDemandsTest {

    private static final String CLIENT = """
            client
            dev tun
            remote vpn.example.com
            data-ciphers AES-256-GCM:AES-256-CBC
            """;

    @TempDir
    private Path folder;

    @Test
    void aCipherThatIsNotAllowedIsAnErrorAtItsPlace() throws IOException {
        var client = write("client.ovpn", CLIENT);
        assertThat(Run.of("check", "--client-versions", "2.6", client).out()).doesNotContain("disallowed-data-cipher");

        var strict = policy("strict", "dataCiphers: [AES-256-GCM, AES-128-GCM]");
        var run = Run.of("check", "--client-versions", "2.6", "--policy", strict, client);
        assertThat(run.out())
                .contains(client + ":4:14: error[disallowed-data-cipher]: client accepts `AES-256-CBC` for the data"
                        + " channel, which policy \"strict\" does not allow")
                .contains("help: write `data-ciphers AES-256-GCM`\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void eachThingThatIsAskedForIsToldByItsRule() throws IOException {
        write("client.crt", Committed.pki().get("client-small.crt"));
        write("client.key", Committed.pki().get("client-small.key"));
        var client = write("client.ovpn", CLIENT + "auth SHA1\ntls-version-min 1.0\ncert client.crt\nkey client.key\n");
        var strict = policy("strict", "authDigests: [SHA256], minTlsVersion: \"1.2\", minRsaBits: 2048");
        assertThat(Run.of("check", "--client-versions", "2.5", "--root", folder.toString(), "--policy", strict, client)
                        .out())
                .contains(
                        ":5:6: error[disallowed-auth-digest]: client writes `auth SHA1`, which policy \"strict\" does not"
                                + " allow",
                        ":6:17: error[old-tls-version]: client takes TLS 1.0 to 1.3, and policy \"strict\" asks for TLS 1.2"
                                + " or newer",
                        ":7:6: error[short-key]: the client's certificate `CN=client` has a key of RSA with 1024 bits, and"
                                + " policy \"strict\" asks for at least 2048 bits");
    }

    @Test
    void aCertificateIsToldOfAsEarlyAsAPolicyAsks() throws IOException {
        var ending = TestCertificate.of("CN=laptop").until(Duration.ofDays(90)).make();
        var client = write(
                "client.ovpn",
                CLIENT + "<cert>\n" + ending.certificate() + "</cert>\n<key>\n" + ending.key() + "</key>\n");
        assertThat(Run.of("check", client).out()).doesNotContain("expired-certificate");

        var early = spec("early", "expiry: {certificateDays: 100}");
        assertThat(Run.of("check", "--policy", early, client).out())
                .contains(
                        "warning[expired-certificate]: the client's certificate `CN=laptop` ends on ",
                        "(policy \"early\" asks to be told 100 days ahead)\n");
    }

    @Test
    void clientsJoinOtherNamespacesAsAPolicyAllows() throws IOException {
        var objects = write("objects.yaml", """
                kind: ConfigMap
                apiVersion: v1
                metadata: {name: server, namespace: vpn, labels: {ovpnguard.io/bundle: office}}
                data: {server.conf: "dev tun\\nserver 10.8.0.0 255.255.255.0\\ntun-mtu 1400\\n"}
                ---
                kind: ConfigMap
                apiVersion: v1
                metadata:
                  name: guest
                  namespace: apps
                  labels: {ovpnguard.io/bundle: office}
                  annotations: {ovpnguard.io/bundle-namespace: vpn}
                data: {client.ovpn: "client\\ndev tun\\nremote a\\ntun-mtu 1500\\n"}
                """);
        var allowing = spec("allowing", "joins: [{clients: apps, bundles: vpn}]");
        var other = spec("other", "joins: [{clients: lab, bundles: vpn}]");

        assertThat(Run.of("check", objects).out()).contains("mismatched-tun-mtu");
        assertThat(Run.of("check", "--policy", allowing, objects).out()).contains("mismatched-tun-mtu");
        assertThat(Run.of("check", "--policy", allowing, "--policy", other, objects)
                        .out())
                .doesNotContain("mismatched-tun-mtu")
                .contains(
                        "not inspected: beside the bundles of `vpn`: policy \"other\" lets no client of `apps` join them");
    }

    @Test
    void aCertificateIsJudgedForTheLibraryThatAPolicyAssumes() throws IOException {
        write("client.crt", Committed.pki().get("client-sha1.crt"));
        write("client.key", Committed.pki().get("client-sha1.key"));
        var client = write("client.ovpn", CLIENT + "cert client.crt\nkey client.key\n");
        var old = spec("old", "assume: {clientVersions: \"2.6\", clientCrypto: openssl-1.1.1}");
        var both = spec("both", "assume: {clientVersions: \"2.6\", clientCrypto: openssl-3.0}");

        assertThat(Run.of("check", "--root", folder.toString(), "--policy", old, client)
                        .out())
                .doesNotContain("weak-certificate");
        assertThat(Run.of("check", "--root", folder.toString(), "--policy", old, "--policy", both, client)
                        .out())
                .contains("[weak-certificate]");
    }

    @Test
    void aHelpProposesNothingThatAPolicyForbids() throws IOException {
        var folder = write("both.yaml", """
                kind: ConfigMap
                apiVersion: v1
                metadata: {name: office, labels: {ovpnguard.io/bundle: office}}
                data:
                  server.conf: "dev tun\\nserver 10.8.0.0 255.255.255.0\\ndata-ciphers AES-256-GCM:CHACHA20-POLY1305\\n"
                  client.ovpn: "client\\ndev tun\\nremote a\\ndata-ciphers AES-128-CBC\\n"
                """);
        var one = policy("b", "dataCiphers: [AES-256-GCM, AES-128-GCM]");
        var other = policy("a", "dataCiphers: [AES-128-CBC, CHACHA20-POLY1305]");
        var check = new String[] {"check", "--server-version", "2.6", "--client-versions", "2.6", folder};

        assertThat(Run.of(check).out())
                .contains("help: write `data-ciphers AES-128-CBC:AES-256-GCM` in the client, or"
                        + " `data-ciphers AES-256-GCM:CHACHA20-POLY1305:AES-128-CBC` in the server\n");
        assertThat(Run.of(with(check, "--policy", one)).out())
                .contains("help: write `data-ciphers AES-256-GCM` in the client\n");
        assertThat(Run.of(with(check, "--policy", one, "--policy", other)).out())
                .contains("client accepts `AES-128-CBC` for the data channel, which policy \"b\" does not allow")
                .contains(
                        "server accepts `AES-256-GCM`, `CHACHA20-POLY1305` for the data channel, which policies \"a\" and \"b\" do not allow")
                .contains("no-shared-data-cipher")
                .contains("help: have the policies allow a cipher in common\n")
                .doesNotContain("help: write `data-ciphers");
    }

    private static String[] with(String[] check, String... options) {
        return Stream.of(check, options).flatMap(Stream::of).toArray(String[]::new);
    }

    private String spec(String name, String spec) throws IOException {
        return write(name + ".policy.yaml", """
                apiVersion: ovpnguard.io/v1alpha1
                kind: OpenVPNPolicy
                metadata: {name: %s}
                spec:
                  %s
                """.formatted(name, spec));
    }

    private String policy(String name, String require) throws IOException {
        return spec(name, "require: {" + require + "}");
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}

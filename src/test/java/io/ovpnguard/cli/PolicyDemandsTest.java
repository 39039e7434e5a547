package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private String policy(String name, String require) throws IOException {
        return write(name + ".policy.yaml", """
                apiVersion: ovpnguard.io/v1alpha1
                kind: OpenVPNPolicy
                metadata: {name: %s}
                spec:
                  require: {%s}
                """.formatted(name, require));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}

package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text is compared with goldens; {@code -Dgolden=update} writes them anew. */
class PredictCommandTest {

    private static final Path GOLDENS = Path.of("src/test/resources/predict");
    private static final Path CASES = Path.of("src/test/resources/cases");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mismatched-tun-mtu/fires",
                "no-shared-data-cipher/fires",
                "mismatched-device-type/fires",
                "mismatched-key-direction/fires",
                "mismatched-tun-mtu/clean"
            })
    void theTextTellsTheStoryOfThePair(String name) throws IOException {
        var run = predict(name, "--client-version", "2.5");
        var golden = GOLDENS.resolve(name.replace('/', '-') + ".txt");
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDENS);
            Files.writeString(golden, run.out());
        }
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(Files.readString(golden));
    }

    @Test
    void jsonHasTheFieldsOfABatchRow() throws IOException {
        var run = predict("mismatched-tun-mtu/fires", "--client-version", "2.5", "--format", "json");
        var json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("outcome").asText()).isEqualTo("large_lost");
        assertThat(json.get("stops_in").asText()).isEqualTo("packet-size");
        assertThat(json.get("rules").get(0).asText()).isEqualTo("mismatched-tun-mtu");
    }

    @Test
    void aFolderSaysWhatTheProcessSees() throws IOException {
        Files.writeString(
                folder.resolve("s.conf"),
                "dev tun\nserver 10.8.0.0 255.255.255.0\ndh none\n"
                        + "ca ca.crt\ncert s.crt\nkey s.key\nconfig more.conf\n");
        Files.writeString(folder.resolve("more.conf"), "topology subnet\n");
        for (var file : List.of("ca.crt", "s.crt")) {
            Files.writeString(folder.resolve(file), "");
        }
        var server = folder.resolve("s.conf").toString();
        var client = CASES.resolve("mismatched-tun-mtu/clean/client.conf").toString();
        var blind = Run.of("predict", "--server", server, "--client", client);
        var seeing = Run.of("predict", "--server", server, "--client", client, "--server-dir", folder.toString());
        assertThat(blind.out()).startsWith("works");
        assertThat(seeing.exit()).isZero();
        assertThat(seeing.out()).startsWith("the server does not start").contains("s.key", "subnet (line 1)");
    }

    @Test
    void badUsageExits2AndSaysWhy() {
        var client = CASES.resolve("mismatched-tun-mtu/clean/client.conf").toString();
        assertThat(Run.of("predict", "--server", "no-such-file", "--client", client))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).startsWith("--server: no such file"));
        assertThat(Run.of("predict", "--server", client, "--client", client, "--client-version", "1.6"))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).startsWith("--client-version: no OpenVPN version"));
        assertThat(Run.of("predict").exit()).isEqualTo(2);
        assertThat(Run.of("predict", "--batch", "no-such-file").exit()).isEqualTo(2);
    }

    private static Run predict(String name, String... more) {
        var arguments = new ArrayList<>(List.of(
                "predict",
                "--server",
                CASES.resolve(name).resolve("server.conf").toString(),
                "--client",
                CASES.resolve(name).resolve("client.conf").toString()));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }
}

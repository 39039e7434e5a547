package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void aPolicySaysWhatIsAssumedAndAskedFor() throws IOException {
        Files.writeString(folder.resolve("server.conf"), "server 10.8.0.0 255.255.255.0\ndev tun\ndh none\n");
        var client = Files.writeString(
                folder.resolve("client.conf"), "client\ndev tun\nremote a\ndata-ciphers AES-256-GCM:AES-256-CBC\n");
        var policy = Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: ovpnguard.io/v1alpha1
                kind: OpenVPNPolicy
                metadata: {name: strict}
                spec:
                  assume: {serverVersions: "2.4-2.5", clientVersions: "2.5-2.7", clientCrypto: openssl-1.1.1}
                  require: {dataCiphers: [AES-256-GCM]}
                  rules: {disallowed-data-cipher: warn}
                """).toString();
        var options = new String[] {
            "predict", "--server", folder.resolve("server.conf").toString(), "--client", client.toString()
        };
        assertThat(Run.of(options).out()).contains("2.6").doesNotContain("disallowed-data-cipher", "2.5");

        var run = Run.of(with(options, "--policy", policy));
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("2.5", "2.6")
                .contains("  warning[disallowed-data-cipher]: client accepts `AES-256-CBC` for the data channel, which"
                        + " policy \"strict\" does not allow\n    note: only warned of by policy \"strict\"\n")
                .contains("    help: write `data-ciphers AES-256-GCM`\n");
        assertThat(Run.of(with(options, "--policy", policy, "--server-version", "2.7"))
                        .out())
                .contains("2.7")
                .doesNotContain("2.5");
        assertThat(Run.of(with(options, "--policy", folder.resolve("none").toString())))
                .satisfies(missing -> assertThat(missing.exit()).isEqualTo(2))
                .satisfies(missing -> assertThat(missing.err()).contains("no such file"));
        assertThat(Run.of("predict", "--batch", policy, "--policy", policy).err())
                .contains("--policy: rows say themselves what is assumed of them");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void everyRuleThatSpeaksIsNamedForMore() throws IOException {
        Files.writeString(
                folder.resolve("server.conf"),
                "server 10.8.0.0 255.255.255.0\ndev tun\ndh none\nkeysize 128\nno-such-option\n");
        assertThat(server("server.conf").out().lines().filter(line -> line.startsWith("  more: ")))
                .containsExactly("  more: ovpnguard explain removed-option unknown-option");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client-locked.p12 | `askpass FILE` with a file that holds the passphrase of the PKCS#12 file",
                "client-without-key.p12 | `openssl pkcs12 -export -inkey client.key -in client.crt",
                "client.crt | `openssl pkcs12 -export -inkey client.key -in client.crt",
            })
    void whatIsNoPkcs12FileIsNotToBeMendedAsATextIs(String file, String help) throws IOException {
        Files.copy(Path.of("src/test/resources/pki", file), folder.resolve(file));
        Files.writeString(
                folder.resolve("client.conf"), "client\ndev tun\nremote a.example 1194\npkcs12 " + file + "\n");
        Files.writeString(folder.resolve("server.conf"), "server 10.8.0.0 255.255.255.0\ndev tun\ndh none\n");
        var run = Run.of(
                "predict",
                "--server",
                folder.resolve("server.conf").toString(),
                "--client",
                folder.resolve("client.conf").toString(),
                "--client-dir",
                folder.toString());
        assertThat(run.out()).contains("error[unreadable-key-material]", help).doesNotContain("-----BEGIN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mismatched-port/fires | different port: server 1194, client 1195",
                "mismatched-protocol/fires | different protocol: server tcp-server, client udp",
                "rejected-pushed-option/fires | rejected by filter",
            })
    void thePhaseThatStopsSaysWhyAndNoMore(String name, String why) throws IOException {
        assertThat(predict(name).out()).containsPattern("(?m)^  STOP  \\S+ +" + Pattern.quote(why) + "$");
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
    void namesAreThoseInTheFolderOfCd() throws IOException {
        Files.createDirectories(folder.resolve("keys/ccd"));
        Files.writeString(folder.resolve("keys/ca.crt"), "");
        var config = "dev tun\nserver 10.8.0.0 255.255.255.0\ndh none\nca ca.crt\nclient-config-dir ccd\n"
                + "<cert>\n</cert>\n<key>\n</key>\n";
        Files.writeString(folder.resolve("in.conf"), "cd keys/\n" + config);
        Files.writeString(folder.resolve("out.conf"), config);
        Files.writeString(folder.resolve("nowhere.conf"), "cd kyes\n" + config);
        Files.writeString(folder.resolve("beyond.conf"), config.replace("ca ca.crt", "ca /etc/openvpn/ca.crt"));
        var given = new String[] {"--server-dir", folder.toString()};

        assertThat(server("in.conf", given).out()).doesNotContain("No such file");
        assertThat(server("out.conf", given).out())
                .contains(
                        "Options error: --ca fails with 'ca.crt'",
                        "Options error: --client-config-dir fails with 'ccd'",
                        "help: put that file where `ca ca.crt` looks for it, or correct its name");
        assertThat(server("beyond.conf", given).out())
                .as("what stands beyond the folder is not known")
                .doesNotContain("No such file");
        assertThat(server("nowhere.conf", given).out()).contains("cd to 'kyes' failed: No such file or directory");
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
        assertThat(Run.of("ciphers", "--crypto", "openssl-9"))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).startsWith("--crypto: no TLS library that can be judged"));
        assertThat(Run.of("predict").exit()).isEqualTo(2);
        assertThat(Run.of("predict", "--batch", "no-such-file").exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "huge.conf | --server: larger than 16 MiB: %shuge.conf",
                "folder | --server: a folder, and no config: %sfolder",
                "self.conf | --server: %sself.conf includes a file that includes itself: self.conf",
            })
    void whatIsNoConfigIsNamed(String name, String error) throws IOException {
        Files.write(folder.resolve("huge.conf"), new byte[16 * 1024 * 1024 + 1]);
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve("self.conf"), "dev tun\nconfig self.conf\n");
        var run = server(name, "--server-dir", folder.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines().findFirst()).contains(error.formatted(folder + "/"));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Files.writeString(folder.resolve("a.conf"), "dev tun\n");
        var run = server("a.conf", "--server-dir", folder.resolve("a.conf").toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("--server-dir: no such folder, or not readable: ");
    }

    @Test
    void whatNoFolderHoldsIsToldAsUnknown() throws IOException {
        Files.writeString(folder.resolve("self.conf"), "dev tun\nconfig self.conf\n");
        assertThat(server("self.conf").out()).contains("Not known:\n  what `config` of server includes\n");
    }

    @Test
    void bytesThatAreNoTextReachNoTerminal() throws IOException {
        Files.write(folder.resolve("a.conf"), new byte[] {0x1b, '[', '3', '1', 'm', 'x', 0, (byte) 0xff, '\n', 'y', 0});
        var run = server("a.conf");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("the server does not start")
                .matches(text -> text.chars().noneMatch(letter -> letter == 0x1b || letter == 0));
    }

    private Run server(String name, String... more) {
        var arguments = new ArrayList<>(List.of(
                "predict",
                "--server",
                folder.resolve(name).toString(),
                "--client",
                CASES.resolve("mismatched-tun-mtu/clean/client.conf").toString()));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
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

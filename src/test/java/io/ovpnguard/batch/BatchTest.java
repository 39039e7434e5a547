package io.ovpnguard.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SERVER = """
            dev tun
            server 10.8.0.0 255.255.255.0
            topology subnet
            dh none
            ca ca.crt
            cert server.crt
            key server.key
            """;

    private static final String CLIENT = """
            client
            dev tun
            nobind
            remote 10.99.0.1 1194
            ca ca.crt
            cert client.crt
            key client.key
            remote-cert-tls server
            """;

    @Test
    void aPairThatFitsWorks() throws Exception {
        var answer = only(row("a"));
        assertThat(answer.get("id").asText()).isEqualTo("a");
        assertThat(answer.get("outcome").asText()).isEqualTo("works");
        assertThat(answer.get("stops_in").isNull()).isTrue();
        assertThat(answer.get("data_cipher").asText()).isEqualTo("AES-256-GCM");
        assertThat(answer.at("/start/server").booleanValue()).isTrue();
        assertThat(answer.at("/start/client").booleanValue()).isTrue();
        assertThat(answer.at("/occ/client_local").asText()).startsWith("V4,dev-type tun,");
        assertThat(answer.get("rules")).isEmpty();
    }

    @Test
    void theFieldsAreThoseOfTheContract() throws Exception {
        assertThat(names(only(row("a"))))
                .containsExactly(
                        "id",
                        "outcome",
                        "stops_in",
                        "data_cipher",
                        "occ",
                        "start",
                        "server_log",
                        "client_log",
                        "rules",
                        "unknown");
        assertThat(names(only(row("a").put("server_version", "9.9")))).containsExactly("id", "error");
    }

    @Test
    void aPairThatDoesNotFitSaysWhereItStopsAndWhichRulesFire() throws Exception {
        var row = row("a").put("client_conf", CLIENT + "data-ciphers AES-256-CBC\n");
        var answer = only(row);
        assertThat(answer.get("outcome").asText()).isEqualTo("no_handshake");
        assertThat(answer.get("stops_in").asText()).isEqualTo("push");
        assertThat(texts(answer.get("rules"))).containsExactly("no-shared-data-cipher");
        assertThat(texts(answer.get("client_log")).toString()).contains("AUTH_FAILED");
    }

    @Test
    void whatIsNotGivenDoesNotExist() throws Exception {
        var row = row("a");
        ((ObjectNode) row.get("client_files")).remove("client.key");
        var answer = only(row);
        assertThat(answer.get("outcome").asText()).isEqualTo("client_start");
        assertThat(answer.at("/start/server").booleanValue()).isTrue();
        assertThat(answer.at("/start/client").booleanValue()).isFalse();
        assertThat(texts(answer.get("client_log")).toString()).contains("client.key", "No such file");
    }

    @Test
    void aServerThatRefusesWinsOverAClientThatDoes() throws Exception {
        var row = row("a").put("server_conf", SERVER + "nonsense 1\n").put("client_conf", CLIENT + "nonsense 1\n");
        var answer = only(row);
        assertThat(answer.get("outcome").asText()).isEqualTo("server_start");
        assertThat(answer.at("/start/client").booleanValue()).isFalse();
        assertThat(answer.get("occ").isObject()).isTrue();
        assertThat(answer.at("/occ/client_local").isNull()).isTrue();
    }

    @Test
    void oneSideAloneHasNoOutcome() throws Exception {
        var row = row("a");
        row.remove(List.of("server_conf", "server_version", "server_files"));
        var answer = only(row);
        assertThat(answer.get("outcome").isNull()).isTrue();
        assertThat(answer.at("/start/server").isNull()).isTrue();
        assertThat(answer.at("/start/client").booleanValue()).isTrue();
        assertThat(answer.at("/occ/server_local").isNull()).isTrue();
        assertThat(answer.at("/occ/client_local").asText()).startsWith("V4,");
        assertThat(texts(answer.get("unknown"))).containsExactly("the server was not given");
    }

    @Test
    void aClientDirectoryIsReadWithItsModeAndOwner() throws Exception {
        var row = row("a").put("server_conf", SERVER + "user nobody\nclient-config-dir ccd\nccd-exclusive\n");
        var files = (ObjectNode) row.get("server_files");
        files.putObject("ccd/").put("mode", "0755").put("owner", "root");
        row.put(
                "server_conf",
                row.get("server_conf").asText() + "auth-user-pass-verify /bin/true via-file\n"
                        + "script-security 2\nusername-as-common-name\nverify-client-cert none\n");
        row.put("client_conf", CLIENT + "auth-user-pass user.txt\n");
        ((ObjectNode) row.get("client_files")).put("user.txt", "alice\nsecret\n");
        files.putObject("ccd/alice")
                .put("text", "# nothing\n")
                .put("mode", "0600")
                .put("owner", "root");
        assertThat(only(row).get("outcome").asText()).isEqualTo("no_handshake");
        ((ObjectNode) files.get("ccd/alice")).put("owner", "nobody");
        assertThat(only(row).get("outcome").asText()).isEqualTo("works");
    }

    @Test
    void includedFilesAreReadFromTheRow() throws Exception {
        var row = row("a").put("client_conf", CLIENT + "config more.conf\n");
        ((ObjectNode) row.get("client_files")).put("more.conf", "data-ciphers AES-256-CBC\n");
        assertThat(only(row).get("stops_in").asText()).isEqualTo("push");
    }

    @Test
    void aConfigThatIncludesItselfIsAnErrorOfItsRow() throws Exception {
        var row = row("a").put("client_conf", CLIENT + "config one.conf\n");
        ((ObjectNode) row.get("client_files"))
                .put("one.conf", "config two.conf\n")
                .put("two.conf", "config ./one.conf\n");
        assertThat(error(row)).isEqualTo("`client_conf` includes a file that includes itself: `one.conf`");
    }

    @Test
    void theSecurityLevelOfALibraryCounts() throws Exception {
        var row = row("a").put("server_version", "2.5").put("client_version", "2.5");
        row.put("server_conf", SERVER + "cipher AES-256-CBC\ntls-version-max 1.1\n")
                .put("client_conf", CLIENT + "cipher AES-256-CBC\ntls-version-min 1.0\n");
        row.put("server_crypto", "openssl-3.0@seclevel=2").put("client_crypto", "openssl-3.0@seclevel=2");
        var strict = only(row).get("outcome").asText();
        row.put("server_crypto", "openssl-3.0@seclevel=0").put("client_crypto", "openssl-3.0@seclevel=0");
        assertThat(List.of(strict, only(row).get("outcome").asText())).containsExactly("no_handshake", "works");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "server_version | 9.9 | `server_version`: `9.9` is no OpenVPN version that can be judged (known: 2.2 to 2.7)",
                "client_crypto  | gnutls | `client_crypto`: `gnutls` is no TLS library, such as openssl-3.0, openssl-1.1.1@seclevel=1 or polarssl-1.3",
                "at             | yesterday | `at` is no time of RFC 3339, such as 2026-11-23T12:00:00Z",
                "at             | 2026-13-01T00:00:00Z | `at` is no time of RFC 3339, such as 2026-11-23T12:00:00Z",
                "server_version | connect-3 | `server_version`: `connect-3` is no OpenVPN version that can be judged (known: 2.2 to 2.7)",
                "server_crypto  | openssl-3.0@seclevel=6 | `server_crypto`: `openssl-3.0@seclevel=6` is no TLS library, such as openssl-3.0, openssl-1.1.1@seclevel=1 or polarssl-1.3",
                "client_files   | a.txt | `client_files` is no JSON object of file names",
            })
    void whatIsWrongWithARowIsSaid(String field, String value, String error) throws Exception {
        assertThat(error(row("a").put(field, value))).isEqualTo(error);
    }

    @Test
    void missingFieldsAreNamed() throws Exception {
        assertThat(error(row("a").without(List.of("id")))).isEqualTo("`id` is missing");
        assertThat(error(row("a").without(List.of("server_version")))).isEqualTo("`server_version` is missing");
        assertThat(error(JSON.createObjectNode().put("id", 7)))
                .isEqualTo("`server_conf` and `client_conf` are missing: one of them is needed");
        assertThat(error(row("a").put("server_conf", 7))).isEqualTo("`server_conf` is no JSON string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at", "server_version", "client_crypto", "client_conf"})
    void aFieldOfAnotherTypeIsNamed(String field) throws Exception {
        assertThat(error(row("a").put(field, 7))).isEqualTo("`" + field + "` is no JSON string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "7 | a file is its text, or an object with `text`, `mode` and `owner`",
                "{\"mode\": \"0600\"} | a file is its text, or an object with `text`, `mode` and `owner`",
                "{\"text\": \"\", \"mode\": 600} | `mode` is octal, such as \"0600\"",
                "{\"text\": \"\", \"mode\": \"u=rw\"} | `mode` is octal, such as \"0600\"",
                "{\"text\": \"\", \"owner\": 0} | `owner` is a user's name, such as \"root\"",
            })
    void aFileThatCannotBeReadIsAnErrorOfItsRow(String file, String error) throws Exception {
        var row = row("a");
        ((ObjectNode) row.get("server_files")).set("x", JSON.readTree(file));
        assertThat(error(row)).isEqualTo("`server_files`: " + error);
    }

    @Test
    void linesThatAreNoRowsSpoilNoOther() throws Exception {
        var answers = answers(line(row("a")) + "\n\n  \r\n[1]\nnull\n" + line(row("b")));
        assertThat(answers.stream().map(answer -> answer.path("error").asText()))
                .containsExactly("", "the row is no JSON object", "the row is no JSON object", "");
        assertThat(answers.getLast().get("outcome").asText()).isEqualTo("works");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "dev tun\0\nserver\0 a\n", "dev \"tun", "<ca>\nx", "\ud800\u001b[31m", "config absent\n"})
    void aConfigThatIsNoneIsOneThatDoesNotStart(String config) throws Exception {
        var answer = only(row("a").put("server_conf", config));
        assertThat(answer.get("outcome").asText()).isEqualTo("server_start");
        assertThat(answer.get("server_log")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\": \"a\", hunter2", "{\"id\": \"a\"} hunter2", "{\"id\": \"a\", \"x\": \"hunter2"})
    void aBrokenRowKeepsItsIdAndRepeatsNothing(String line) throws Exception {
        var answer = answers(line + "\n").getFirst();
        assertThat(answer.get("id").asText()).isEqualTo("a");
        assertThat(answer.get("error").asText())
                .startsWith("the row is not JSON")
                .doesNotContain("hunter2");
    }

    @Test
    void nestingWithoutEndIsNoCrash() throws Exception {
        var answer = answers("{\"id\":1,\"x\":" + "[".repeat(1_000_000) + "\n").getFirst();
        assertThat(answer.get("id").intValue()).isEqualTo(1);
        assertThat(answer.get("error").asText()).startsWith("the row is not JSON");
    }

    @Test
    void aRowWithoutEndSpoilsItselfOnly() throws Exception {
        var out = new ByteArrayOutputStream();
        var isGood = Batch.run(new HugeRow("{\"id\":\"huge\",\"server_conf\":\"", 100_000_000, line(row("b"))), out);
        var answers = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(isGood).isFalse();
        assertThat(answers.getFirst()).isEqualTo("{\"id\":\"huge\",\"error\":\"the row is longer than 16 MiB\"}");
        assertThat(JSON.readTree(answers.get(1)).get("outcome").asText()).isEqualTo("works");
    }

    @Test
    void answersKeepTheOrderOfTheRows() throws Exception {
        var rows = new StringBuilder();
        IntStream.range(0, 500)
                .forEach(index -> rows.append(line(row("" + index))).append(index % 3 == 0 ? "x\n" : "\n"));
        var ids = answers(rows.toString()).stream()
                .map(answer -> answer.get("id").asText())
                .toList();
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 500).mapToObj(index -> "" + index).toList());
    }

    @Test
    void anAnswerComesBeforeTheNextRowIsWritten() throws Exception {
        var toBatch = new PipedOutputStream();
        try (var in = new PipedInputStream(toBatch);
                var out = new PipedOutputStream();
                var fromBatch = new PipedInputStream(out);
                var runner = Executors.newSingleThreadExecutor()) {
            var run = runner.submit(() -> Batch.run(in, out));
            for (var id : List.of("a", "b")) {
                toBatch.write((line(row(id)) + "\n").getBytes(StandardCharsets.UTF_8));
                toBatch.flush();
                assertThat(readLine(fromBatch)).startsWith("{\"id\":\"" + id + "\"");
            }
            toBatch.close();
            assertThat(run.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aReaderThatGoesAwayEndsTheRun() {
        var rows = String.join("\n", Collections.nCopies(5000, line(row("a"))));
        var closed = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        Assertions.assertThatThrownBy(
                        () -> Batch.run(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), closed))
                .isInstanceOf(IOException.class);
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var octet = in.read(); octet != '\n'; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static ObjectNode row(String id) {
        var row = JSON.createObjectNode()
                .put("id", id)
                .put("at", "2026-11-23T12:00:00Z")
                .put("server_version", "2.6.14")
                .put("client_version", "2.6.14")
                .put("server_crypto", "openssl-3.0")
                .put("client_crypto", "openssl-3.0")
                .put("server_conf", SERVER)
                .put("client_conf", CLIENT);
        put(row.putObject("server_files"), "ca.crt", "server.crt", "server.key");
        put(row.putObject("client_files"), "ca.crt", "client.crt", "client.key");
        return row;
    }

    private static void put(ObjectNode files, String... names) {
        for (var name : names) {
            try {
                files.put(name, Files.readString(Path.of("src/test/resources/pki", name)));
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }
    }

    private static String line(JsonNode row) {
        return row.toString();
    }

    private static JsonNode only(JsonNode row) throws Exception {
        return answers(line(row)).getFirst();
    }

    private static String error(ObjectNode row) throws Exception {
        return only(row).get("error").asText();
    }

    private static List<JsonNode> answers(String rows) throws Exception {
        var out = new ByteArrayOutputStream();
        Batch.run(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), out);
        var answers = new ArrayList<JsonNode>();
        for (var line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            answers.add(JSON.readTree(line));
        }
        return answers;
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** A row of any length that is never in memory as a whole. */
    private static final class HugeRow extends InputStream {

        private final byte[] begin;
        private final byte[] end;
        private final int filling;
        private int position;

        HugeRow(String begin, int filling, String next) {
            this.begin = begin.getBytes(StandardCharsets.UTF_8);
            this.filling = filling;
            this.end = ("\"}\n" + next + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            var index = position++;
            if (index < begin.length) {
                return begin[index];
            }
            if (index < begin.length + filling) {
                return 'x';
            }
            var last = index - begin.length - filling;
            return last < end.length ? end[last] : -1;
        }
    }
}

package io.ovpnguard.batch;

import static io.ovpnguard.batch.Rows.CLIENT;
import static io.ovpnguard.batch.Rows.SERVER;
import static io.ovpnguard.batch.Rows.answers;
import static io.ovpnguard.batch.Rows.error;
import static io.ovpnguard.batch.Rows.line;
import static io.ovpnguard.batch.Rows.names;
import static io.ovpnguard.batch.Rows.only;
import static io.ovpnguard.batch.Rows.row;
import static io.ovpnguard.batch.Rows.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class BatchTest {

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
}

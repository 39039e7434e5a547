package io.ovpnguard.batch;

import static io.ovpnguard.batch.Rows.JSON;
import static io.ovpnguard.batch.Rows.answers;
import static io.ovpnguard.batch.Rows.error;
import static io.ovpnguard.batch.Rows.line;
import static io.ovpnguard.batch.Rows.only;
import static io.ovpnguard.batch.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenRowsTest {

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

package io.ovpnguard.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of JSON, and what a batch answers. */
final class Rows {

    static final ObjectMapper JSON = new ObjectMapper();

    static final String SERVER = """
            dev tun
            server 10.8.0.0 255.255.255.0
            topology subnet
            dh none
            ca ca.crt
            cert server.crt
            key server.key
            """;

    static final String CLIENT = """
            client
            dev tun
            nobind
            remote 10.99.0.1 1194
            ca ca.crt
            cert client.crt
            key client.key
            remote-cert-tls server
            """;

    private Rows() {}

    static ObjectNode row(String id) {
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

    static void put(ObjectNode files, String... names) {
        for (var name : names) {
            try {
                files.put(name, Files.readString(Path.of("src/test/resources/pki", name)));
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }
    }

    static String line(JsonNode row) {
        return row.toString();
    }

    static JsonNode only(JsonNode row) throws Exception {
        return answers(line(row)).getFirst();
    }

    static String error(ObjectNode row) throws Exception {
        return only(row).get("error").asText();
    }

    static List<JsonNode> answers(String rows) throws Exception {
        var out = new ByteArrayOutputStream();
        Batch.run(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), out);
        var answers = new ArrayList<JsonNode>();
        for (var line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            answers.add(JSON.readTree(line));
        }
        return answers;
    }

    static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of recorded runs, sent through {@code predict --batch}. The sample among the test resources is always there;
 * {@code -Dovpnguard.oracle=DIR} names a folder with all of them.
 */
record RecordedRuns(Path folder, Map<String, String> pki) {

    static final Path SAMPLE = Path.of("src/test/resources/oracle");

    private static final String FOLDER = "ovpnguard.oracle";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INLINE = Pattern.compile("<inline:([\\w.-]+)>\\n?");

    /** When the runs were recorded. */
    private static final String AT = "2026-11-23T23:00:00Z";

    /** The TLS libraries of the recorded builds. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "2.2.3", "openssl-1.1.1",
            "2.3.18", "polarssl-1.3",
            "2.4.12", "openssl-1.1.1",
            "2.5.1", "openssl-1.1.1",
            "2.6.14", "openssl-3.0",
            "2.7.8", "openssl-3.6",
            "connect-3", "openssl-3.0");

    /** A recorded row beside what is predicted for it. */
    record Judged(JsonNode recorded, JsonNode predicted) {

        /** {@return the fields of a pair in which the two differ} */
        List<String> differences() {
            return Stream.of("outcome", "data_cipher", "occ")
                    .filter(field -> !recorded.path(field).equals(predicted.path(field)))
                    .toList();
        }

        String topic() {
            return recorded.get("topic").asText();
        }

        @Override
        public String toString() {
            var said = new StringBuilder(recorded.get("id").asText());
            differences()
                    .forEach(field -> said.append("\n  recorded ")
                            .append(field)
                            .append(": ")
                            .append(recorded.path(field))
                            .append("\n  predicted ")
                            .append(field)
                            .append(": ")
                            .append(predicted.path(field)));
            return said.toString();
        }
    }

    static RecordedRuns open(Path folder) throws IOException {
        var pki = new HashMap<String, String>();
        try (var files = Files.list(folder.resolve("pki"))) {
            for (var file : files.toList()) {
                pki.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return new RecordedRuns(folder, pki);
    }

    /** {@return the folder that holds all runs, if one is named} */
    static Optional<Path> all() {
        return Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of);
    }

    /** {@return the files of runs whose name begins so, of the sample and of all that is there} */
    static Stream<Path> files(String prefix) {
        return Stream.concat(Stream.of(SAMPLE), all().stream()).flatMap(folder -> files(folder, prefix));
    }

    static Stream<Path> files(Path folder, String prefix) {
        try (var files = Files.list(folder)) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    List<Judged> pairs(Path file) throws IOException, InterruptedException {
        return judge(file, RecordedRuns::pair);
    }

    List<Judged> single(Path file) throws IOException, InterruptedException {
        return judge(file, RecordedRuns::alone);
    }

    /** {@return the role of the only process of a row of options strings} */
    static String side(JsonNode recorded) {
        return recorded.get("role").asText().contains("server") ? "server" : "client";
    }

    private List<Judged> judge(Path file, BiFunction<RecordedRuns, JsonNode, ObjectNode> asRow)
            throws IOException, InterruptedException {
        var recorded = recorded(file);
        var rows = new StringBuilder();
        recorded.forEach(each -> rows.append(asRow.apply(this, each)).append('\n'));
        var out = new ByteArrayOutputStream();
        Batch.run(new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)), out);
        var answers = out.toString(StandardCharsets.UTF_8).lines().toList();
        var judged = new ArrayList<Judged>();
        for (var index = 0; index < recorded.size(); index++) {
            judged.add(new Judged(recorded.get(index), JSON.readTree(answers.get(index))));
        }
        return judged;
    }

    /** {@return the rows of a file as they were recorded} */
    static List<JsonNode> recorded(Path file) throws IOException {
        var recorded = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(file)) {
            recorded.add(JSON.readTree(line));
        }
        return recorded;
    }

    /** {@return a recorded pair as a row of {@code predict --batch}} */
    ObjectNode pair(JsonNode recorded) {
        var row = row(recorded);
        for (var side : List.of("server", "client")) {
            add(
                    side,
                    recorded.get(side + "_version").asText(),
                    recorded.get(side + "_conf").asText(),
                    row);
            var files = (ObjectNode) row.get(side + "_files");
            recorded.path(side + "_extra_files")
                    .properties()
                    .forEach(file ->
                            files.put(file.getKey(), inline(file.getValue().asText())));
            recorded.path(side + "_modes")
                    .properties()
                    .forEach(mode -> setMode(mode.getKey(), mode.getValue().asText(), files));
        }
        return row;
    }

    private static void setMode(String name, String mode, ObjectNode files) {
        var text = files.path(name).textValue();
        var entry = files.putObject(text == null ? name + "/" : name)
                .put("mode", mode)
                .put("owner", "root");
        if (text != null) {
            entry.put("text", text);
        }
    }

    private ObjectNode alone(JsonNode recorded) {
        var row = row(recorded);
        add(
                side(recorded),
                recorded.get("version").asText(),
                recorded.get("conf").asText(),
                row);
        return row;
    }

    private static ObjectNode row(JsonNode recorded) {
        var row = JSON.createObjectNode().put("at", AT);
        row.set("id", recorded.get("id"));
        return row;
    }

    private void add(String side, String version, String conf, ObjectNode row) {
        row.put(side + "_version", version)
                .put(side + "_crypto", LIBRARIES.get(version))
                .put(side + "_conf", inline(conf));
        var files = row.putObject(side + "_files");
        pki.forEach((name, text) -> {
            if (conf.contains(name)) {
                files.put(name, text);
            }
        });
    }

    private String inline(String text) {
        return INLINE.matcher(text).replaceAll(match -> {
            var block = pki.get(match.group(1));
            var begin = Math.max(block.indexOf("-----BEGIN"), 0);
            return Matcher.quoteReplacement(block.substring(begin).stripTrailing() + "\n");
        });
    }
}

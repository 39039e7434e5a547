package io.ovpnguard.predict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder of recorded runs. */
record Oracle(Path folder, Map<String, String> pki) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Oracle open(Path folder) throws IOException {
        var pki = new HashMap<String, String>();
        try (var files = Files.list(folder.resolve("pki"))) {
            for (var file : files.toList()) {
                pki.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return new Oracle(folder, pki);
    }

    /** {@return the rows of every file whose name begins so, by file name} */
    List<JsonNode> rows(String prefix) throws IOException {
        var rows = new ArrayList<JsonNode>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                if (name.startsWith(prefix) && name.endsWith(".jsonl")) {
                    for (var line : Files.readAllLines(file)) {
                        rows.add(JSON.readTree(line));
                    }
                }
            }
        }
        return rows;
    }
}

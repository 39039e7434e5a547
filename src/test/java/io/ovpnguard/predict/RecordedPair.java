package io.ovpnguard.predict;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A server and a client that were really run, and what they did. */
record RecordedPair(String id, String topic, Process server, Process client, JsonNode row) {

    private static final Pattern INLINE = Pattern.compile("<inline:([\\w.-]+)>\\n?");

    /** The TLS libraries of the recorded builds. */
    private static final Map<Version, String> LIBRARIES = Map.of(
            Version.V2_2, "openssl-1.1.1",
            Version.V2_3, "polarssl-1.3",
            Version.V2_4, "openssl-1.1.1",
            Version.V2_5, "openssl-1.1.1",
            Version.V2_6, "openssl-3.0",
            Version.V2_7, "openssl-3.6");

    static RecordedPair of(JsonNode row, Map<String, String> pki) {
        return new RecordedPair(
                row.get("id").asText(),
                row.get("topic").asText(),
                side(row, "server", Role.SERVER, pki),
                side(row, "client", Role.CLIENT, pki),
                row);
    }

    static Process process(String name, Role role, String version, String conf, Map<String, FileEntry> files) {
        var parsed = Version.parse(version).orElseThrow();
        var config = ConfigParser.parse(Source.of(name, conf), Includes.NONE);
        var profile = new Profile(name, role, config, new Files(files, true), Versions.stated(List.of(parsed)));
        return Process.of(
                profile, parsed, TlsLibrary.parse(LIBRARIES.get(parsed)).orElseThrow());
    }

    private static Process side(JsonNode row, String side, Role role, Map<String, String> pki) {
        var conf = row.get(side + "_conf").asText();
        var files = new HashMap<String, FileEntry>();
        pki.forEach((name, text) -> {
            if (conf.contains(name)) {
                files.put(name, FileEntry.of(Source.of(name, text)));
            }
        });
        var modes = new HashMap<String, String>();
        optional(row, side + "_modes")
                .ifPresent(all -> all.properties()
                        .forEach(
                                mode -> modes.put(mode.getKey(), mode.getValue().asText())));
        optional(row, side + "_extra_files")
                .ifPresent(extra -> extra.properties()
                        .forEach(file -> files.put(file.getKey(), entry(file, modes.get(file.getKey())))));
        modes.forEach((name, mode) -> files.computeIfPresent(
                name,
                (key, entry) ->
                        new FileEntry(entry.content(), entry.directory(), Optional.of(mode), Optional.of("root"))));
        return process(side + ".conf", role, row.get(side + "_version").asText(), inline(conf, pki), files);
    }

    private static FileEntry entry(Map.Entry<String, JsonNode> file, String mode) {
        var isDirectory = file.getKey().endsWith("/");
        return new FileEntry(
                isDirectory
                        ? Optional.empty()
                        : Optional.of(Source.of(file.getKey(), file.getValue().asText())),
                isDirectory,
                Optional.ofNullable(mode),
                Optional.of("root"));
    }

    private static Optional<JsonNode> optional(JsonNode row, String name) {
        return Optional.ofNullable(row.get(name)).filter(JsonNode::isObject);
    }

    static String inline(String conf, Map<String, String> pki) {
        return INLINE.matcher(conf).replaceAll(match -> {
            var text = pki.get(match.group(1));
            var begin = text.indexOf("-----BEGIN");
            return java.util.regex.Matcher.quoteReplacement(
                    (begin >= 0 ? text.substring(begin) : text).stripTrailing() + "\n");
        });
    }

    String text(String field) {
        return row.get(field).isNull() ? null : row.get(field).asText();
    }
}

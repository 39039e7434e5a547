package io.ovpnguard.openvpn;

import io.ovpnguard.rule.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code openvpn.log} of a case: what real processes said, one section for each process of each pair of versions.
 *
 * @param sections lines by heading, such as {@code server 2.6.14 and client 2.5.1: client}
 */
record RecordedLog(Path file, Map<String, List<String>> sections) {

    private static final String HEADING = "### ";

    static RecordedLog read(Case of) throws IOException {
        var file = of.folder().resolve("openvpn.log");
        var sections = new TreeMap<String, List<String>>();
        if (Files.exists(file)) {
            var section = new ArrayList<String>();
            for (var line : Files.readAllLines(file)) {
                if (line.startsWith(HEADING)) {
                    section = new ArrayList<>();
                    sections.put(line.substring(HEADING.length()), section);
                } else {
                    section.add(line);
                }
            }
        }
        return new RecordedLog(file, sections);
    }

    List<String> section(String heading) {
        return sections.getOrDefault(heading, List.of());
    }

    /** Keeps the lines of a section; a section without lines is not there. */
    void put(String heading, List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            sections.remove(heading);
        } else {
            sections.put(heading, lines);
        }
        var text = new StringBuilder();
        sections.forEach((each, content) -> {
            text.append(HEADING).append(each).append('\n');
            content.forEach(line -> text.append(line).append('\n'));
        });
        if (text.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, text);
        }
    }

    static String serverHeading(OpenVpnBinary server, OpenVpnBinary client) {
        return pair(server, client) + ": server";
    }

    static String clientHeading(OpenVpnBinary server, OpenVpnBinary client) {
        return pair(server, client) + ": client";
    }

    private static String pair(OpenVpnBinary server, OpenVpnBinary client) {
        return "server " + server.release() + " and client " + client.release();
    }
}

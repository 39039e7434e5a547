package io.ovpnguard.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.TlsLibrary;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the fields of one row. */
final class RowReader {

    private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");

    private static final String OCTAL = "octal, such as \"0600\"";

    private final JsonNode row;

    private RowReader(JsonNode row) {
        this.row = row;
    }

    static Row read(JsonNode row) throws BadRow {
        if (!row.isObject()) {
            throw new BadRow("the row is no JSON object");
        }
        if (!row.hasNonNull("id")) {
            throw new BadRow("`id` is missing");
        }
        var reader = new RowReader(row);
        var found = new Row(reader.process("server", Role.SERVER), reader.process("client", Role.CLIENT), reader.at());
        if (found.server().isEmpty() && found.client().isEmpty()) {
            throw new BadRow("`server_conf` and `client_conf` are missing: one of them is needed");
        }
        return found;
    }

    /** {@return the time of judgement: now, if none is given} */
    private Instant at() throws BadRow {
        var text = text("at");
        try {
            return text.map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant)
                    .orElseGet(Instant::now);
        } catch (DateTimeParseException wrong) {
            throw new BadRow("`at` is no time of RFC 3339, such as 2026-11-23T12:00:00Z");
        }
    }

    private Optional<Process> process(String side, Role role) throws BadRow {
        var conf = text(side + "_conf");
        var stated = text(side + "_version");
        var crypto = text(side + "_crypto");
        var files = new Files(files(side + "_files"), true);
        if (conf.isEmpty()) {
            return Optional.empty();
        }
        var version = version(side + "_version", stated, role);
        var tls = crypto.isEmpty() ? TlsLibrary.usualOf(version) : library(side + "_crypto", crypto.get());
        var includes = new GivenIncludes(files);
        var config = ConfigParser.parse(Source.of(side + ".conf", conf.get()), includes);
        if (includes.circle().isPresent()) {
            throw new BadRow("`" + side + "_conf` includes a file that includes itself: `"
                    + includes.circle().get() + "`");
        }
        var profile = new Profile(side, role, config, files.after(config), Versions.stated(List.of(version)));
        return Optional.of(Process.of(profile, version, tls));
    }

    private static Version version(String field, Optional<String> stated, Role role) throws BadRow {
        if (stated.isEmpty()) {
            throw new BadRow("`" + field + "` is missing");
        }
        var isClient = role == Role.CLIENT;
        var version = isClient ? Version.parseClient(stated.get()) : Version.parse(stated.get());
        if (version.isEmpty()) {
            throw new BadRow("`" + field + "`: " + quoted(stated.get())
                    + " is no OpenVPN version that can be judged (known: " + Version.known(isClient) + ")");
        }
        return version.get();
    }

    private static TlsLibrary library(String field, String text) throws BadRow {
        var library = TlsLibrary.parse(text);
        if (library.isEmpty()) {
            throw new BadRow("`" + field + "`: " + quoted(text)
                    + " is no TLS library, such as openssl-3.0, openssl-1.1.1@seclevel=1 or polarssl-1.3");
        }
        return library.get();
    }

    private Map<String, FileEntry> files(String field) throws BadRow {
        var node = row.path(field);
        var files = new HashMap<String, FileEntry>();
        if (node.isMissingNode() || node.isNull()) {
            return files;
        }
        if (!node.isObject()) {
            throw new BadRow("`" + field + "` is no JSON object of file names");
        }
        for (var entry : node.properties()) {
            var name = entry.getKey();
            var plain = name.startsWith("./") ? name.substring(2) : name;
            files.put(plain, file(field, plain, entry.getValue()));
        }
        return files;
    }

    private static FileEntry file(String field, String name, JsonNode node) throws BadRow {
        var isDirectory = name.endsWith("/");
        if (node.isTextual()) {
            return entry(name, isDirectory, node.textValue(), Optional.empty(), Optional.empty());
        }
        var hasText = node.path("text").isTextual();
        if (!node.isObject() || !hasText && !isDirectory) {
            throw new BadRow("`" + field + "`: a file is its text, or an object with `text`, `mode` and `owner`");
        }
        var mode = word(field, node, "mode", OCTAL);
        if (mode.isPresent() && !MODE.matcher(mode.get()).matches()) {
            throw new BadRow("`" + field + "`: `mode` is " + OCTAL);
        }
        var owner = word(field, node, "owner", "a user's name, such as \"root\"");
        return entry(name, isDirectory, node.path("text").asText(), mode, owner);
    }

    private static FileEntry entry(
            String name, boolean isDirectory, String text, Optional<String> mode, Optional<String> owner) {
        return isDirectory
                ? new FileEntry(Optional.empty(), true, mode.or(() -> Optional.of("0755")), owner)
                : new FileEntry(Optional.of(Source.of(name, text)), false, mode, owner);
    }

    private static Optional<String> word(String field, JsonNode file, String name, String kind) throws BadRow {
        var node = file.path(name);
        if (!node.isMissingNode() && !node.isNull() && !node.isTextual()) {
            throw new BadRow("`" + field + "`: `" + name + "` is " + kind);
        }
        return Optional.ofNullable(node.textValue());
    }

    private Optional<String> text(String field) throws BadRow {
        var node = row.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new BadRow("`" + field + "` is no JSON string");
        }
        return Optional.of(node.textValue());
    }

    /** Versions and libraries are short words; anything else may be a text that came into the wrong field. */
    private static String quoted(String text) {
        return text.matches("[\\w.@=+-]{1,40}") ? "`" + text + "`" : "the given text";
    }
}

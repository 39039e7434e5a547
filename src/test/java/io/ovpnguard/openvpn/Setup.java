package io.ovpnguard.openvpn;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one process starts from.
 *
 * @param lines its config; {@code <inline:NAME>} stands for the text of a file of {@link Pki}
 * @param files further texts by name; a name that ends in {@code /} is a directory
 * @param modes of some of the files, in octal
 */
record Setup(List<String> lines, SortedMap<String, String> files, SortedMap<String, String> modes) {

    private static final Pattern INLINE = Pattern.compile("<inline:([\\w.-]+)>");
    private static final String SCRIPT = "#!";

    /** Who runs the processes. */
    private static final String OWNER = "root";

    Setup {
        lines = List.copyOf(lines);
        files = new TreeMap<>(files);
        modes = new TreeMap<>(modes);
    }

    static Setup of(String config) {
        return new Setup(config.lines().toList(), new TreeMap<>(), new TreeMap<>());
    }

    String config() {
        return String.join("\n", lines) + "\n";
    }

    /** {@return the config as the process reads it} */
    String inlined(Pki pki) {
        return INLINE.matcher(config())
                .replaceAll(found ->
                        Matcher.quoteReplacement(pki.text(found.group(1)).stripTrailing()));
    }

    /** {@return what it has beside another setup, and lacks of it} */
    String difference(Setup plain) {
        var missing = plain.lines.stream().filter(line -> !lines.contains(line)).map(line -> "-" + line);
        var more = lines.stream().filter(line -> !plain.lines.contains(line));
        var texts = Stream.of(files, modes)
                .flatMap(each -> each.entrySet().stream())
                .filter(file -> !plain.files.containsKey(file.getKey()))
                .map(file -> "@" + file.getKey() + "=" + file.getValue().replace("\n", "\\n"));
        return Stream.of(missing, more, texts).flatMap(each -> each).collect(Collectors.joining("; "));
    }

    Setup without(int line) {
        var fewer = new ArrayList<>(lines);
        fewer.remove(line);
        return new Setup(fewer, files, modes);
    }

    /** Puts config and files into the directory in which the process starts. */
    void layOut(Path directory, Pki pki) throws IOException {
        pki.copyTo(directory);
        for (var file : files.entrySet()) {
            var path = directory.resolve(file.getKey());
            if (file.getKey().endsWith("/")) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            if (file.getValue().startsWith(SCRIPT)) {
                setMode(path, "0755");
            }
        }
        for (var mode : modes.entrySet()) {
            setMode(directory.resolve(mode.getKey()), mode.getValue());
        }
    }

    private static void setMode(Path path, String octal) throws IOException {
        var bits = Integer.parseInt(octal, 8);
        var letters = new StringBuilder("rwxrwxrwx");
        for (var bit = 0; bit < letters.length(); bit++) {
            if ((bits & 0400 >> bit) == 0) {
                letters.setCharAt(bit, '-');
            }
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(letters.toString()));
    }

    /** {@return what the process can read, as a prediction takes it} */
    Map<String, FileEntry> entries(Pki pki) {
        var entries = new HashMap<String, FileEntry>();
        pki.names().forEach(name -> entries.put(name, FileEntry.of(Source.of(name, pki.text(name)))));
        files.forEach((name, text) -> entries.put(name, entry(name, text)));
        modes.forEach((name, mode) -> entries.merge(
                name,
                new FileEntry(Optional.empty(), name.endsWith("/"), Optional.of(mode), Optional.of(OWNER)),
                (entry, withMode) ->
                        new FileEntry(entry.content(), entry.directory(), withMode.mode(), withMode.owner())));
        return entries;
    }

    private static FileEntry entry(String name, String text) {
        var isDirectory = name.endsWith("/");
        return new FileEntry(
                isDirectory ? Optional.empty() : Optional.of(Source.of(name, text)),
                isDirectory,
                Optional.empty(),
                Optional.of(OWNER));
    }
}

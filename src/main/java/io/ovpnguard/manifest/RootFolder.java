package io.ovpnguard.manifest;

import io.ovpnguard.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of {@code --root}: what configs name is read there, and never outside of it, whatever names and links say.
 * An absolute name leads into it as if it were the root of the host to be.
 */
final class RootFolder {

    /** No key, certificate list or client's file is larger. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Path root;
    private final Gathered gathered;
    private final Map<Path, Source> read = new HashMap<>();

    RootFolder(Path root, Gathered gathered) {
        this.root = root.toAbsolutePath().normalize();
        this.gathered = gathered;
    }

    /**
     * {@return the text of a file}
     *
     * @param file where it would be if nothing were special about the root
     * @param name as the config has it
     */
    Optional<Source> find(Path file, String name) {
        return inside(file, name).filter(Files::isRegularFile).flatMap(this::text);
    }

    /** {@return the texts of a folder's files, by file name} */
    Map<String, Source> list(Path folder, String name) {
        var texts = new HashMap<String, Source>();
        inside(folder, name).filter(Files::isDirectory).ifPresent(found -> {
            try (var entries = Files.list(found)) {
                entries.forEach(entry -> real(entry)
                        .filter(Files::isRegularFile)
                        .flatMap(this::text)
                        .ifPresent(text -> texts.put(entry.getFileName().toString(), text)));
            } catch (IOException | UncheckedIOException failed) {
                gathered.unreadable(found.toString(), "cannot be listed");
            }
        });
        return texts;
    }

    private Optional<Path> inside(Path file, String name) {
        return Stream.of(file, root.resolve(name.replaceFirst("^/+", "")))
                .flatMap(candidate -> real(candidate).stream())
                .findFirst();
    }

    /** {@return where a path really leads, if that is below the root} */
    private Optional<Path> real(Path path) {
        try {
            var found = path.toRealPath();
            return found.startsWith(root.toRealPath()) ? Optional.of(found) : Optional.empty();
        } catch (IOException | InvalidPathException missing) {
            return Optional.empty();
        }
    }

    private Optional<Source> text(Path file) {
        var known = read.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            var text = Utf8.decodeConfig(Files.readAllBytes(file))
                    .map(found -> gathered.file(Source.of(file.toString(), found)));
            text.ifPresent(source -> read.put(file, source));
            return text;
        } catch (IOException failed) {
            gathered.unreadable(file.toString(), "cannot be read");
            return Optional.empty();
        }
    }
}

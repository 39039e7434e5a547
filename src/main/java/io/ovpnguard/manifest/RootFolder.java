package io.ovpnguard.manifest;

import io.ovpnguard.bundle.FileEntry;
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

    private final Path root;
    private final Gathered gathered;
    private final Map<Path, FileEntry> read = new HashMap<>();

    RootFolder(Path root, Gathered gathered) {
        this.root = root.toAbsolutePath().normalize();
        this.gathered = gathered;
    }

    /**
     * {@return a file, without its text if that is too large}
     *
     * @param file where it would be if nothing were special about the root
     * @param name as the config has it
     */
    Optional<FileEntry> find(Path file, String name) {
        return inside(file, name).filter(Files::isRegularFile).flatMap(this::file);
    }

    /** {@return the texts of a folder's files, by file name} */
    Map<String, Source> list(Path folder, String name) {
        var texts = new HashMap<String, Source>();
        inside(folder, name).filter(Files::isDirectory).ifPresent(found -> {
            try (var entries = Files.list(found)) {
                entries.forEach(entry -> real(entry)
                        .filter(Files::isRegularFile)
                        .flatMap(this::file)
                        .flatMap(FileEntry::content)
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

    private Optional<FileEntry> file(Path file) {
        var known = read.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            var entry = Files.size(file) > SizeLimit.NAMED.bytes() ? tooLarge(file) : whole(file);
            read.put(file, entry);
            return Optional.of(entry);
        } catch (IOException failed) {
            gathered.unreadable(file.toString(), "cannot be read");
            return Optional.empty();
        }
    }

    private FileEntry tooLarge(Path file) {
        gathered.skipFile(file.toString(), SizeLimit.NAMED.reason());
        return new FileEntry(Optional.empty(), false, FileMode.of(file), Optional.empty());
    }

    private FileEntry whole(Path file) throws IOException {
        var text = gathered.file(Source.of(file.toString(), Utf8.ofAny(Files.readAllBytes(file))));
        return FileEntry.of(text, FileMode.of(file));
    }
}

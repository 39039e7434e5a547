package io.ovpnguard.cli;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The folder in which a process starts, with all that it can see there. Links are not followed. */
final class GivenFolder {

    /** No key, certificate list or client's file is larger. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILES = 10_000;

    private GivenFolder() {}

    /** {@return the files and folders below a folder, by the name that a config uses for them} */
    static io.ovpnguard.bundle.Files read(Path folder) throws IOException {
        var entries = new HashMap<String, FileEntry>();
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        try (var paths = Files.walk(folder, MAX_DEPTH)) {
            for (var path : paths.limit(MAX_FILES).toList()) {
                add(folder, path, entries);
            }
        }
        return new io.ovpnguard.bundle.Files(entries, true);
    }

    private static void add(Path folder, Path path, Map<String, FileEntry> entries) throws IOException {
        var name = folder.relativize(path).toString().replace('\\', '/');
        if (name.isEmpty() || !Files.isReadable(path)) {
            return;
        }
        var mode = mode(path);
        var owner = Optional.of(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName());
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            entries.put(name + "/", new FileEntry(Optional.empty(), true, mode, owner));
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) <= MAX_BYTES) {
            var text = Source.of(name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
            entries.put(name, new FileEntry(Optional.of(text), false, mode, owner));
        }
    }

    private static Optional<String> mode(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Optional.empty();
        }
        return Optional.of(octal(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)));
    }

    private static String octal(Set<PosixFilePermission> permissions) {
        var mode = 0;
        for (var permission : PosixFilePermission.values()) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return "%04o".formatted(mode);
    }
}

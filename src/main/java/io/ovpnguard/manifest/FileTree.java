package io.ovpnguard.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the bytes of files: of one that somebody named, or of all below a folder in the order of their names. Nothing
 * outside of what was named is opened, whatever links say.
 */
final class FileTree {

    /** Takes what was read. */
    @FunctionalInterface
    interface Reading {

        /** @param named whether somebody asked for this very file */
        void take(String name, byte[] bytes, boolean named);
    }

    private final Gathered gathered;
    private final Reading reading;

    FileTree(Gathered gathered, Reading reading) {
        this.gathered = gathered;
        this.reading = reading;
    }

    void read(Path path) {
        if (Files.isDirectory(path)) {
            tree(path);
        } else if (Files.isRegularFile(path)) {
            file(path, true);
        } else if (Files.exists(path)) {
            pipe(path);
        } else {
            gathered.unreadable(path.toString(), "no such file or folder");
        }
    }

    /** Reads what has no name of its own. */
    void read(InputStream stream, String name) {
        try {
            var bytes = stream.readNBytes(SizeLimit.ANY.bytes() + 1);
            if (bytes.length > SizeLimit.ANY.bytes()) {
                gathered.unreadable(name, SizeLimit.ANY.reason());
            } else if (bytes.length == 0) {
                // A `helm template` that failed must not look like one without faults.
                gathered.unreadable(name, "empty: did the command that should write it fail?");
            } else {
                reading.take(name, bytes, true);
            }
        } catch (IOException failed) {
            gathered.unreadable(name, "cannot be read");
        }
    }

    /** A shell gives {@code <(helm template ...)} as the name of a pipe. */
    private void pipe(Path path) {
        try (var stream = Files.newInputStream(path)) {
            read(stream, path.toString());
        } catch (IOException failed) {
            gathered.unreadable(path.toString(), "cannot be read");
        }
    }

    private void tree(Path path) {
        try {
            folder(path, path.toRealPath());
        } catch (IOException failed) {
            gathered.unreadable(path.toString(), "cannot be listed");
        }
    }

    private void folder(Path folder, Path root) {
        for (var entry : entries(folder)) {
            if (Files.isSymbolicLink(entry)) {
                link(entry, root);
            } else if (Files.isDirectory(entry) && !isPrivate(entry)) {
                folder(entry, root);
            } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                file(entry, false);
            }
        }
    }

    private Iterable<Path> entries(Path folder) {
        try (var listed = Files.list(folder)) {
            return listed.sorted().toList();
        } catch (IOException | UncheckedIOException failed) {
            gathered.unreadable(folder.toString(), "cannot be listed");
            return List.of();
        }
    }

    /** The kubelet's own folders, whose files are linked from above, and those of Git. */
    private static boolean isPrivate(Path folder) {
        var name = folder.getFileName().toString();
        return name.startsWith("..") || name.equals(".git");
    }

    /** A linked file is read when it lies below the given folder; linked folders are not followed. */
    private void link(Path link, Path root) {
        try {
            var target = link.toRealPath();
            if (!target.startsWith(root)) {
                gathered.skipFile(link.toString(), "a symbolic link that leads out of the given folder");
            } else if (Files.isRegularFile(target)) {
                file(link, false);
            }
        } catch (IOException dangling) {
            gathered.skipFile(link.toString(), "a symbolic link that leads nowhere");
        }
    }

    private void file(Path path, boolean named) {
        try {
            var size = Files.size(path);
            if (size <= SizeLimit.ANY.bytes()) {
                reading.take(path.toString(), Files.readAllBytes(path), named);
            } else if (named) {
                gathered.unreadable(path.toString(), SizeLimit.ANY.reason());
            } else {
                gathered.skipFile(path.toString(), SizeLimit.ANY.reason());
            }
        } catch (IOException failed) {
            gathered.unreadable(path.toString(), "cannot be read");
        }
    }
}

package io.ovpnguard.cli;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.manifest.FileMode;
import io.ovpnguard.manifest.SizeLimit;
import io.ovpnguard.manifest.Utf8;
import io.ovpnguard.source.Source;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder in which a process starts, with all that it can see there. Links are not followed: of what they lead to, all
 * that is told is that it is there.
 */
final class GivenFolder extends SimpleFileVisitor<Path> {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILES = 10_000;

    private final Path folder;
    private final Map<String, FileEntry> entries = new HashMap<>();
    private boolean isComplete = true;

    private GivenFolder(Path folder) {
        this.folder = folder;
    }

    /** {@return the files and folders below a folder, by the name that a config uses for them} */
    static io.ovpnguard.bundle.Files read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        var given = new GivenFolder(folder);
        Files.walkFileTree(folder, Set.of(), MAX_DEPTH, given);
        return new io.ovpnguard.bundle.Files(given.entries, given.isComplete);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
        return path.equals(folder) ? FileVisitResult.CONTINUE : add(path, true, Optional.empty());
    }

    /** A folder comes here when it is too deep to look into. */
    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
        var isFolder = attributes.isDirectory() || attributes.isSymbolicLink() && Files.isDirectory(path);
        isComplete &= !isFolder;
        return add(path, isFolder, attributes.isRegularFile() ? content(path) : Optional.empty());
    }

    /** Of a folder that cannot be read, all that is known is that it is there. */
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
        if (path.equals(folder)) {
            throw failure;
        }
        isComplete = false;
        return add(path, Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS), Optional.empty());
    }

    private FileVisitResult add(Path path, boolean isFolder, Optional<Source> content) throws IOException {
        if (!Files.exists(path)) {
            return FileVisitResult.CONTINUE;
        }
        if (entries.size() == MAX_FILES) {
            isComplete = false;
            return FileVisitResult.TERMINATE;
        }
        var owner = Optional.of(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName());
        entries.put(
                isFolder ? name(path) + "/" : name(path),
                new FileEntry(content, isFolder, FileMode.of(path, LinkOption.NOFOLLOW_LINKS), owner));
        return FileVisitResult.CONTINUE;
    }

    /** Empty for what is there, but too large or not ours to read. */
    private Optional<Source> content(Path path) throws IOException {
        return Files.isReadable(path) && Files.size(path) <= SizeLimit.NAMED.bytes()
                ? Optional.of(Source.of(name(path), Utf8.ofAny(Files.readAllBytes(path))))
                : Optional.empty();
    }

    private String name(Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }
}

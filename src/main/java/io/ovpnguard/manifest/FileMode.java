package io.ovpnguard.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Who may do what with a file, in octal digits as {@code chmod} takes them. */
public final class FileMode {

    private FileMode() {}

    /** {@return such as {@code 0600}; empty where files have no modes, or there is none} */
    public static Optional<String> of(Path path, LinkOption... links) {
        try {
            var permissions = Files.getPosixFilePermissions(path, links);
            var mode = 0;
            for (var permission : PosixFilePermission.values()) {
                mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
            }
            return Optional.of(of(mode));
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }

    static String of(int mode) {
        return "%04o".formatted(mode);
    }
}

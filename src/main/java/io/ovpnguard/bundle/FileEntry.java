package io.ovpnguard.bundle;

import io.ovpnguard.source.Source;
import java.util.Objects;
import java.util.Optional;

/**
 * A file or directory that a process can see.
 *
 * @param content the text; empty for a directory or when only the existence is known
 * @param directory whether it is a directory
 * @param mode such as {@code 0600}, when known
 * @param owner user name, when known
 */
public record FileEntry(Optional<Source> content, boolean directory, Optional<String> mode, Optional<String> owner) {

    public FileEntry {
        Objects.requireNonNull(content);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(owner);
    }

    /** {@return a readable file with that text} */
    public static FileEntry of(Source content) {
        return of(content, Optional.empty());
    }

    /** {@return a file with that text and mode} */
    public static FileEntry of(Source content, Optional<String> mode) {
        return new FileEntry(Optional.of(content), false, mode, Optional.empty());
    }
}

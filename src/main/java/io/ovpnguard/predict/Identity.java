package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.KeyText;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that decides what a process does. Those of equal identity do the same, though the places at which they were written
 * differ. It means nothing outside this run of the program, and tells nothing of its texts.
 *
 * @param config the fingerprint of its text
 * @param files what it can read, by name
 * @param isComplete whether it can read no other
 */
record Identity(
        String config,
        Map<String, OfFile> files,
        boolean isComplete,
        Role role,
        Platform platform,
        Version version,
        TlsLibrary tls) {

    /**
     * What a process sees of a file.
     *
     * @param content the fingerprint of its text; empty for a directory or when only the existence is known
     */
    record OfFile(Optional<String> content, boolean isDirectory, Optional<String> mode, Optional<String> owner) {

        OfFile {
            Objects.requireNonNull(content);
            Objects.requireNonNull(mode);
            Objects.requireNonNull(owner);
        }

        private static OfFile of(FileEntry file) {
            return new OfFile(
                    file.content().map(text -> KeyText.of(text).fingerprint()),
                    file.directory(),
                    file.mode(),
                    file.owner());
        }
    }

    Identity {
        Objects.requireNonNull(config);
        files = Map.copyOf(files);
        Objects.requireNonNull(role);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(version);
        Objects.requireNonNull(tls);
    }

    /** {@return that of a process; empty if its config includes others, whose names may mean other texts elsewhere} */
    static Optional<Identity> of(Process process) {
        var profile = process.profile();
        for (var directive : profile.config().directives()) {
            if (directive.span().source() != process.source()) {
                return Optional.empty();
            }
        }
        var files = profile.files().entries().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> OfFile.of(entry.getValue())));
        return Optional.of(new Identity(
                KeyText.of(process.source()).fingerprint(),
                files,
                profile.files().complete(),
                profile.role(),
                profile.platform(),
                process.version(),
                process.tls()));
    }

    /** Where the configs are the same, the rest seldom differs. */
    @Override
    public int hashCode() {
        return config.hashCode();
    }
}

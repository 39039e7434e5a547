package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.Fingerprints;
import io.ovpnguard.pki.KeyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that decides what a process does. Those of equal identity do the same, though the places at which they were written
 * differ. It means nothing outside this run of the program, and tells nothing of its texts.
 *
 * @param texts a fingerprint of its config and of the files that it can read
 * @param complete whether these files are all
 */
record Identity(String texts, boolean complete, Role role, Platform platform, Version version, TlsLibrary tls) {

    Identity {
        Objects.requireNonNull(texts);
        Objects.requireNonNull(role);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(version);
        Objects.requireNonNull(tls);
    }

    /** {@return that of a process; empty if its config includes others, whose names may mean other texts elsewhere} */
    static Optional<Identity> of(Process process) {
        var profile = process.profile();
        if (!profile.config().isWhole()) {
            return Optional.empty();
        }
        var config = KeyText.of(process.source()).fingerprint();
        var files = profile.files();
        return Optional.of(new Identity(
                files.entries().isEmpty() ? config : with(files.entries(), config),
                files.complete(),
                profile.role(),
                profile.platform(),
                process.version(),
                process.tls()));
    }

    /** Hardly any texts are those of two processes. */
    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    private static String with(Map<String, FileEntry> files, String config) {
        var texts = new ArrayList<>(List.of(config));
        files.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            var file = entry.getValue();
            texts.add(entry.getKey());
            texts.add(file.directory() + " " + file.mode() + " " + file.owner());
            texts.add(file.content().map(text -> KeyText.of(text).fingerprint()).orElse(""));
        });
        return Fingerprints.ofSecrets(texts);
    }
}

package io.ovpnguard.bundle;

import java.util.Map;
import java.util.Optional;

/**
 * The files beside a config, by the name that the config uses for them.
 *
 * @param entries names relative to the directory in which the process starts; a directory's name ends in {@code /}
 * @param complete whether a name that is not here does not exist; else it was only not given
 */
public record Files(Map<String, FileEntry> entries, boolean complete) {

    /** Nothing was given and nothing is known. */
    public static final Files UNKNOWN = new Files(Map.of(), false);

    public Files {
        entries = Map.copyOf(entries);
    }

    /** {@return the entry of that name, if it was given} */
    public Optional<FileEntry> find(String name) {
        return Optional.ofNullable(entries.get(plain(name)));
    }

    /** {@return a name as entries have it: a config may begin it with {@code ./}} */
    public static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }
}

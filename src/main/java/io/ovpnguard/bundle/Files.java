package io.ovpnguard.bundle;

import io.ovpnguard.syntax.ConfigFile;
import java.util.HashMap;
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

    /**
     * {@return these as a process sees them that has changed into one of their folders by {@code cd}; of what is not there, nobody
     * knows}
     */
    public Files after(ConfigFile config) {
        return config.all("cd").flatMap(cd -> cd.value(0).stream()).reduce(this, Files::in, (_, last) -> last);
    }

    private Files in(String name) {
        var folder = plain(name).replaceFirst("/*$", "/");
        var inside = new HashMap<String, FileEntry>();
        entries.forEach((path, entry) -> {
            if (path.startsWith(folder) && !path.equals(folder)) {
                inside.put(path.substring(folder.length()), entry);
            }
        });
        return inside.isEmpty() && !entries.containsKey(folder) ? this : new Files(inside, false);
    }

    /** {@return a name as entries have it: a config may begin it with {@code ./}} */
    public static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }
}

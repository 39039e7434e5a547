package io.ovpnguard.batch;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.Includes;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds what {@code config} names among the files that one process was given, and notices when they go round in a circle. */
public final class GivenIncludes implements Includes {

    private final Files files;
    private final Map<Source, Source> includedBy = new IdentityHashMap<>();
    private Optional<String> circle = Optional.empty();

    public GivenIncludes(Files files) {
        this.files = files;
    }

    @Override
    public Optional<Source> find(Source from, String name) {
        var plain = name.startsWith("./") ? name.substring(2) : name;
        var found = files.find(plain).flatMap(FileEntry::content);
        if (found.isPresent() && isAbove(found.get(), from)) {
            circle = Optional.of(plain);
            return Optional.empty();
        }
        found.ifPresent(file -> includedBy.put(file, from));
        return found;
    }

    private boolean isAbove(Source file, Source from) {
        for (var above = from; above != null; above = includedBy.get(above)) {
            if (above == file) {
                return true;
            }
        }
        return false;
    }

    /** {@return the first file that includes itself, directly or by way of others} */
    public Optional<String> circle() {
        return circle;
    }
}

package io.ovpnguard.option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Every option name that OpenVPN 2.2 to 2.7 knows, read once from {@code options.tsv}. The columns are described at the
 * head of that file.
 */
public final class OptionTable {

    private static final OptionTable TABLE = read();

    private final Map<String, OptionSpec> rows;
    private final Map<String, OptionSpec> byName;

    private OptionTable(Map<String, OptionSpec> rows) {
        this.rows = Collections.unmodifiableMap(rows);
        // Names are looked up for each directive, version and rule; the order counts for few.
        this.byName = new HashMap<>(rows);
    }

    /** {@return the table} */
    public static OptionTable get() {
        return TABLE;
    }

    /** {@return the row of that option, if any version knows it} */
    public Optional<OptionSpec> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** {@return all rows, sorted by name} */
    public Collection<OptionSpec> rows() {
        return rows.values();
    }

    /** {@return the known name that is nearest to a mistyped one, at most two edits away} */
    public Optional<String> nearest(String name) {
        return EditDistance.nearest(name, rows.keySet());
    }

    private static OptionTable read() {
        var rows = new TreeMap<String, OptionSpec>();
        var resource = Objects.requireNonNull(OptionTable.class.getResourceAsStream("options.tsv"), "options.tsv");
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    var row = row(line);
                    if (rows.put(row.name(), row) != null) {
                        throw new IllegalStateException("options.tsv has two rows for " + row.name());
                    }
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("options.tsv", broken);
        }
        return new OptionTable(rows);
    }

    private static OptionSpec row(String line) {
        var cells = line.split("\t", -1);
        try {
            var known = cells[1].split("-", -1);
            var first = version(known[0]);
            var last = known[1].isEmpty() ? Version.ALL.getLast() : version(known[1]);
            return new OptionSpec(
                    cells[0],
                    OptionSpec.history(first, last, changes(cells[2])),
                    byVersion(cells[3], first, ArgumentCount::parse),
                    byVersion(cells[4], first, OptionTable::places),
                    Arrays.stream(cells[5].split(","))
                            .map(kind -> ArgumentKind.valueOf(kind.toUpperCase(Locale.ROOT)))
                            .toList(),
                    cells[6].equals("-") ? Build.ANY : Build.valueOf(cells[6].toUpperCase(Locale.ROOT)),
                    Optional.of(cells[7]).filter(text -> !text.equals("-")),
                    cells[8]);
        } catch (RuntimeException malformed) {
            throw new IllegalStateException("options.tsv, row of " + cells[0], malformed);
        }
    }

    private static Version version(String text) {
        return Version.parse(text).orElseThrow(() -> new IllegalArgumentException("no version: " + text));
    }

    private static Map<Version, Status> changes(String cell) {
        var changes = new HashMap<Version, Status>();
        if (!cell.equals("-")) {
            for (var change : cell.split(" ")) {
                var colon = change.indexOf(':');
                changes.put(
                        version(change.substring(colon + 1)),
                        Status.valueOf(change.substring(0, colon).toUpperCase(Locale.ROOT)));
            }
        }
        return changes;
    }

    private static <T> Map<Version, T> byVersion(String cell, Version first, Function<String, T> parse) {
        var values = new HashMap<Version, T>();
        for (var part : cell.split(";")) {
            var colon = part.indexOf(':');
            values.put(colon < 0 ? first : version(part.substring(0, colon)), parse.apply(part.substring(colon + 1)));
        }
        return values;
    }

    private static Set<Place> places(String cell) {
        var places = EnumSet.noneOf(Place.class);
        if (!cell.equals("none")) {
            for (var place : cell.split(",")) {
                places.add(Place.valueOf(place.toUpperCase(Locale.ROOT)));
            }
        }
        return places;
    }
}

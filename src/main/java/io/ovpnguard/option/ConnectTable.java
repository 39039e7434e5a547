package io.ovpnguard.option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the OpenVPN 3 core makes of option names, read once from {@code connect.tsv}. */
public final class ConnectTable {

    private static final ConnectTable TABLE = read();

    private final SortedMap<String, ConnectTreatment> rows;

    private ConnectTable(SortedMap<String, ConnectTreatment> rows) {
        this.rows = Collections.unmodifiableSortedMap(rows);
    }

    /** {@return the table} */
    public static ConnectTable get() {
        return TABLE;
    }

    /** {@return what becomes of an option of that name} */
    public ConnectTreatment treatment(String name) {
        return rows.getOrDefault(name, ConnectTreatment.UNKNOWN);
    }

    /** {@return the names that the core knows, to take, ignore or refuse them} */
    public Set<String> names() {
        return rows.keySet();
    }

    private static ConnectTable read() {
        var rows = new TreeMap<String, ConnectTreatment>();
        var resource = Objects.requireNonNull(ConnectTable.class.getResourceAsStream("connect.tsv"), "connect.tsv");
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    var cells = line.split("\t", -1);
                    if (rows.put(cells[0], ConnectTreatment.valueOf(cells[1].toUpperCase(Locale.ROOT))) != null) {
                        throw new IllegalStateException("connect.tsv has two rows for " + cells[0]);
                    }
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("connect.tsv", broken);
        }
        return new ConnectTable(rows);
    }
}

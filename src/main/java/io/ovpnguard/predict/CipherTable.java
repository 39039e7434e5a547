package io.ovpnguard.predict;

import io.ovpnguard.predict.TlsLibrary.Family;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which cipher exists in which TLS library, read once from {@code ciphers.tsv}. */
public final class CipherTable {

    private static final CipherTable TABLE = read();

    private final Map<String, Row> rows;

    private CipherTable(Map<String, Row> rows) {
        this.rows = rows;
    }

    private record Row(Cipher cipher, List<Availability> availability) {}

    /** One entry of the last column, such as {@code openssl-1.0-1.1}. */
    private record Availability(String where, int from, int to) {

        static Availability parse(String text) {
            var parts = text.split("-", -1);
            return new Availability(
                    parts[0],
                    parts.length > 1 ? release(parts[1]) : 0,
                    parts.length > 2 ? release(parts[2]) : Integer.MAX_VALUE);
        }

        private static int release(String text) {
            var dot = text.indexOf('.');
            return Integer.parseInt(text.substring(0, dot)) * 100 + Integer.parseInt(text.substring(dot + 1));
        }

        boolean holds(TlsLibrary library, boolean legacy) {
            var release = library.release().major() * 100 + library.release().minor();
            return switch (where) {
                case "openssl" -> library.family() == Family.OPENSSL && release >= from && release <= to;
                case "legacy" -> library.family() == Family.OPENSSL && release >= from && legacy;
                default -> library.family() != Family.OPENSSL;
            };
        }
    }

    public static CipherTable get() {
        return TABLE;
    }

    /**
     * {@return the cipher of that name, in any case, if the library has it}
     *
     * @param legacy whether OpenSSL 3's legacy provider is loaded
     */
    public Optional<Cipher> find(String name, TlsLibrary library, boolean legacy) {
        if (name.equals("none")) {
            return Optional.of(Cipher.NONE);
        }
        var row = rows.get(name.toUpperCase(Locale.ROOT));
        return row == null || row.availability().stream().noneMatch(entry -> entry.holds(library, legacy))
                ? Optional.empty()
                : Optional.of(row.cipher());
    }

    /** {@return the cipher of that name, whoever has it} */
    public Optional<Cipher> find(String name) {
        if (name.equals("none")) {
            return Optional.of(Cipher.NONE);
        }
        return Optional.ofNullable(rows.get(name.toUpperCase(Locale.ROOT))).map(Row::cipher);
    }

    /** {@return every cipher that some library has, by name} */
    public Collection<Cipher> all() {
        return rows.values().stream().map(Row::cipher).toList();
    }

    /** {@return every cipher that a library has} */
    public Collection<Cipher> all(TlsLibrary library, boolean legacy) {
        return rows.values().stream()
                .filter(row -> row.availability().stream().anyMatch(entry -> entry.holds(library, legacy)))
                .map(Row::cipher)
                .toList();
    }

    private static CipherTable read() {
        var rows = new LinkedHashMap<String, Row>();
        var resource = Objects.requireNonNull(CipherTable.class.getResourceAsStream("ciphers.tsv"), "ciphers.tsv");
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    var row = row(line.split("\t", -1));
                    rows.put(row.cipher().name(), row);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("ciphers.tsv", broken);
        }
        return new CipherTable(rows);
    }

    private static Row row(String[] cells) {
        var cipher = new Cipher(
                cells[0],
                Integer.parseInt(cells[1]),
                cells[2].equals("variable"),
                Integer.parseInt(cells[3]),
                Cipher.Mode.parse(cells[4]));
        return new Row(
                cipher,
                List.of(cells[5].split(",")).stream().map(Availability::parse).toList());
    }
}

package io.ovpnguard.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keys that everybody has: {@code published-keys.tsv}. */
final class PublishedKeys {

    private static final Map<String, String> FILES = read();

    private PublishedKeys() {}

    /** {@return the sample that has this fingerprint, such as {@code openvpn-2.6.9/sample-keys/ta.key}} */
    static Optional<String> sample(String fingerprint) {
        return Optional.ofNullable(FILES.get(fingerprint));
    }

    private static Map<String, String> read() {
        try (InputStream in = PublishedKeys.class.getResourceAsStream("published-keys.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toUnmodifiableMap(cells -> cells[1], cells -> cells[2]));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

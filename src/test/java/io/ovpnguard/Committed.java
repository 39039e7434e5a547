package io.ovpnguard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The throwaway certificates and keys among the test resources; a script beside them made them. */
public final class Committed {

    private static final Path PKI = Path.of("src/test/resources/pki");
    private static final String SCRIPT = "make";
    private static final String BINARY = ".p12";

    private Committed() {}

    /** {@return their texts by file name} */
    public static SortedMap<String, String> pki() {
        var texts = new TreeMap<String, String>();
        try (var files = Files.list(PKI)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (!name.equals(SCRIPT) && !name.endsWith(BINARY)) {
                    texts.put(name, Files.readString(file));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return texts;
    }
}

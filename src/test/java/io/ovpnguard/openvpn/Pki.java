package io.ovpnguard.openvpn;

import io.ovpnguard.Committed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Throwaway keys and certificates: the committed ones, and static keys made anew by each test run. */
final class Pki {

    private static final List<String> STATIC_KEYS =
            List.of("ta.key", "ta2.key", "tc.key", "tc2.key", "static.key", "static2.key");

    private static final int STATIC_KEY_LINES = 16;
    private static final int STATIC_KEY_LINE_BYTES = 16;

    private final Path folder;
    private final SortedMap<String, String> texts = new TreeMap<>();

    private Pki(Path folder) {
        this.folder = folder;
    }

    static Pki create(Path folder, OpenVpnBinary openVpn) {
        var pki = new Pki(folder);
        Committed.pki().forEach((name, text) -> write(folder.resolve(name), text));
        STATIC_KEYS.forEach(name -> write(folder.resolve(name), staticKey(new SecureRandom())));
        pki.makeTlsCryptV2(openVpn, "");
        pki.makeTlsCryptV2(openVpn, "2");
        pki.texts.putAll(Committed.pki());
        STATIC_KEYS.forEach(pki::readBack);
        return pki;
    }

    /**
     * {@return what a prediction reads of such files, for those that run nothing: certificates and keys that stay the same}
     */
    static Pki onPaper() {
        var pki = new Pki(Path.of("paper"));
        pki.texts.putAll(Committed.pki());
        STATIC_KEYS.forEach(name -> pki.texts.put(name, staticKey(new Random(name.hashCode()))));
        return pki;
    }

    private static String staticKey(Random random) {
        var key = new StringBuilder("-----BEGIN OpenVPN Static key V1-----\n");
        var bytes = new byte[STATIC_KEY_LINE_BYTES];
        for (var line = 0; line < STATIC_KEY_LINES; line++) {
            random.nextBytes(bytes);
            key.append(HexFormat.of().formatHex(bytes)).append('\n');
        }
        return key.append("-----END OpenVPN Static key V1-----\n").toString();
    }

    private void makeTlsCryptV2(OpenVpnBinary openVpn, String number) {
        var server = "tcv2-server" + number + ".key";
        var client = "tcv2-client" + number + ".key";
        var program = openVpn.path().toString();
        Command.of(program, "--genkey", "tls-crypt-v2-server", file(server)).runOrFail();
        Command.of(program, "--tls-crypt-v2", file(server), "--genkey", "tls-crypt-v2-client", file(client))
                .runOrFail();
        readBack(server);
        readBack(client);
    }

    private void readBack(String name) {
        try {
            texts.put(name, Files.readString(folder.resolve(name)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** {@return the names of all files} */
    Set<String> names() {
        return texts.keySet();
    }

    /** {@return the text of a file} */
    String text(String name) {
        return texts.get(name);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Puts the files into the directory in which a process starts. */
    void copyTo(Path directory) throws IOException {
        for (var name : names()) {
            Files.copy(folder.resolve(name), directory.resolve(name));
        }
    }
}

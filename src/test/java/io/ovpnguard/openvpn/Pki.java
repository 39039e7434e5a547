package io.ovpnguard.openvpn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Throwaway keys and certificates, made anew by each test run: {@code ca.crt}, {@code server.crt}, {@code server.key},
 * {@code client.crt}, {@code client.key}.
 */
final class Pki {

    private static final List<String> FILES = List.of("ca.crt", "server.crt", "server.key", "client.crt", "client.key");

    private final Path folder;

    private Pki(Path folder) {
        this.folder = folder;
    }

    static Pki create(Path folder) {
        var pki = new Pki(folder);
        pki.request("ca", "-x509", "-days", "2", "-addext", "keyUsage=keyCertSign,cRLSign");
        pki.issue("server", "serverAuth");
        pki.issue("client", "clientAuth");
        return pki;
    }

    private void issue(String name, String usage) {
        // "req -CA" would do in one step, but only OpenSSL 3 has it.
        var extensions = folder.resolve(name + ".ext");
        write(extensions, "keyUsage=digitalSignature,keyAgreement\nextendedKeyUsage=" + usage + "\n");
        request(name);
        openssl(
                "x509",
                "-req",
                "-days",
                "2",
                "-in",
                file(name + ".crt"),
                "-out",
                file(name + ".crt"),
                "-CA",
                file("ca.crt"),
                "-CAkey",
                file("ca.key"),
                "-set_serial",
                Integer.toString(name.hashCode() & 0xffff),
                "-extfile",
                extensions.toString());
    }

    private void request(String name, String... more) {
        var words = List.of(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                file(name + ".key"),
                "-out",
                file(name + ".crt"));
        openssl(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static void openssl(String... words) {
        new Command(Stream.concat(Stream.of("openssl"), Stream.of(words)).toList()).runOrFail();
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
        for (var name : FILES) {
            Files.copy(folder.resolve(name), directory.resolve(name));
        }
    }
}

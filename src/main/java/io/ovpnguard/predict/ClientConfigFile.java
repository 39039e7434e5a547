package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.util.Optional;

/** The server's file for one client in {@code client-config-dir} ({@code multi_client_connect_source_ccd} of multi.c). */
final class ClientConfigFile {

    private static final String FALLBACK = "DEFAULT";

    private final Process server;
    private final String shown;
    private final String directory;
    private final String user;

    private ClientConfigFile(Process server, String shown) {
        this.server = server;
        this.shown = shown;
        this.directory = directory(server.config().written()).orElse(shown);
        this.user = server.config()
                .written()
                .value("user")
                .map(name -> name.value())
                .orElse("root");
    }

    /** {@return the way to the files, if the server has such a directory} */
    static Optional<ClientConfigFile> of(Process server) {
        return named(server.config().written()).map(name -> new ClientConfigFile(server, name));
    }

    private static Optional<String> named(Written server) {
        return server.value("client-config-dir")
                .map(name -> name.value().startsWith("./") ? name.value().substring(2) : name.value())
                .map(name -> name.endsWith("/") ? name : name + "/");
    }

    /** {@return the directory's name, from where the process starts, as a prefix of its files' names} */
    static Optional<String> directory(Written server) {
        return named(server).map(name -> Jail.inside(server, name));
    }

    /** {@return whether the server can read a file of that name, as {@code ccd-exclusive} demands} */
    boolean isReadable(String commonName) {
        return find(fileName(commonName)).isPresent();
    }

    /** {@return the options that hold for a client: those of its own file, or of {@code DEFAULT}} */
    Optional<Written> options(String commonName) {
        return find(fileName(commonName))
                .or(() -> find(FALLBACK))
                .flatMap(FileEntry::content)
                .map(text -> ConfigParser.parse(text, Includes.NONE))
                .map(config -> Written.of(config.directives()));
    }

    /** {@return the file's path as the log names it} */
    String path(String commonName) {
        return shown + fileName(commonName);
    }

    /** 2.2 puts an underscore in place of what it does not like in a name ({@code string_mod} in ssl.c). */
    private String fileName(String commonName) {
        return commonName(commonName, server.version());
    }

    /** {@return a common name as that version calls it} */
    static String commonName(String name, Version version) {
        if (version.isAtLeast(Version.V2_3)) {
            return name;
        }
        var remapped = new StringBuilder(name.length());
        for (var index = 0; index < name.length(); index++) {
            var letter = name.charAt(index);
            var isKept = Character.isLetterOrDigit(letter) || "_-.@".indexOf(letter) >= 0;
            remapped.append(isKept ? letter : '_');
        }
        return remapped.toString();
    }

    private Optional<FileEntry> find(String name) {
        var files = server.profile().files();
        var isOpen = files.find(directory).map(entry -> allows(entry, 1)).orElse(true);
        return files.find(directory + name).filter(entry -> isOpen && allows(entry, 4));
    }

    /** Whether the process may do what a permission bit stands for; root may do all. */
    private boolean allows(FileEntry entry, int bit) {
        if (user.equals("root") || entry.mode().isEmpty()) {
            return true;
        }
        var mode = Integer.parseInt(entry.mode().get(), 8);
        var isOwner = entry.owner().orElse("root").equals(user);
        return ((isOwner ? mode >> 6 : mode) & bit) != 0;
    }
}

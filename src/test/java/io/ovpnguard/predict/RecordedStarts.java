package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Starts of single real processes: a plain server or client with a few lines more, in a network namespace with nothing but
 * a loopback device that is down, recorded on 2026-11-24 with Debian's builds.
 *
 * @param lines what was added to the plain config
 * @param said {@code starts}, or why the process ended before it could meet a peer
 */
record RecordedStarts(Role role, String lines, String release, String said) {

    static final Path FILE = Path.of("src/test/resources/predict/starts.tsv");

    static final String STARTS = "starts";

    private static final String SERVER =
            "dev tun\nserver 10.8.0.0 255.255.255.0\nca ca.crt\ncert server.crt\nkey server.key\ndh dh.pem\n";

    private static final String CLIENT =
            "client\ndev tun\nremote 10.99.0.1 1194\nca ca.crt\ncert client.crt\nkey client.key\n";

    /** {@return what was recorded} */
    static List<RecordedStarts> read() throws IOException {
        var rows = java.nio.file.Files.readAllLines(FILE);
        var releases = rows.getFirst().split("\t");
        var starts = new ArrayList<RecordedStarts>();
        for (var row : rows.subList(1, rows.size())) {
            var cells = row.split("\t");
            var role = Role.valueOf(cells[0].toUpperCase(Locale.ROOT));
            for (var column = 2; column < cells.length; column++) {
                starts.add(new RecordedStarts(role, cells[1], releases[column], cells[column]));
            }
        }
        return starts;
    }

    /** {@return the config that was started} */
    String config() {
        return (role == Role.SERVER ? SERVER : CLIENT) + lines.replace("\\n", "\n") + "\n";
    }

    Process process() {
        var version = Version.parse(release).orElseThrow();
        var config = ConfigParser.parse(Source.of("c.conf", config()), Includes.NONE);
        return Process.of(new Profile("c.conf", role, config, files(), Versions.stated(List.of(version))), version);
    }

    private static Files files() {
        var entries = new HashMap<String, FileEntry>();
        for (var name :
                List.of("ca.crt", "server.crt", "server.key", "client.crt", "client.key", "dh.pem", "static.key")) {
            entries.put(name, new FileEntry(Optional.empty(), false, Optional.empty(), Optional.empty()));
        }
        entries.put("ccd/", new FileEntry(Optional.empty(), true, Optional.empty(), Optional.empty()));
        entries.put("up.txt", FileEntry.of(Source.of("up.txt", "user\npassword\n")));
        return new Files(entries, true);
    }
}

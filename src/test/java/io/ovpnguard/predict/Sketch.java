package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Processes and pairs from a few lines: what a test is about is written, the rest of a plain config is added. */
final class Sketch {

    private static final String SERVER = """
            proto udp
            dev tun
            topology subnet
            server 10.8.0.0 255.255.255.0
            ca ca.crt
            cert server.crt
            key server.key
            dh dh.pem
            """;

    private static final String CLIENT = """
            client
            proto udp
            dev tun
            remote 10.99.0.1
            nobind
            ca ca.crt
            cert client.crt
            key client.key
            """;

    /** When they meet. */
    static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");

    private Sketch() {}

    /** {@return a plain server with more lines, which count when they repeat an option} */
    static Process server(Version version, String... more) {
        return process(Role.SERVER, version, SERVER + String.join("\n", more), Files.UNKNOWN);
    }

    /** {@return a plain client with more lines} */
    static Process client(Version version, String... more) {
        return process(Role.CLIENT, version, CLIENT + String.join("\n", more), Files.UNKNOWN);
    }

    /** {@return a process of just these lines} */
    static Process bare(Role role, Version version, String... lines) {
        return process(role, version, String.join("\n", lines), Files.UNKNOWN);
    }

    /** {@return the same process with files beside it, some of all} */
    static Process with(Process process, Map<String, String> files) {
        var entries = new HashMap<String, FileEntry>();
        files.forEach((name, text) -> entries.put(name, FileEntry.of(Source.of(name, text))));
        return process(
                process.profile().role(), process.version(), process.profile().config(), new Files(entries, false));
    }

    private static Process process(Role role, Version version, String text, Files files) {
        var source = Source.of(role == Role.SERVER ? "server.conf" : "client.conf", text);
        return process(role, version, ConfigParser.parse(source, Includes.NONE), files);
    }

    static Process process(Role role, Version version, ConfigFile config, Files files) {
        return Process.of(
                new Profile(config.source().name(), role, config, files, Versions.stated(List.of(version))), version);
    }

    /** {@return what a plain server and a plain client of one version do, each with more lines} */
    static Prediction pair(Version version, String server, String client) {
        return predict(server(version, server), client(version, client));
    }

    /** {@return what two processes do} */
    static Prediction predict(Process server, Process client) {
        return Predictor.predict(server, client, AT);
    }

    /** {@return a static key file whose bytes count up from a number} */
    static String staticKey(int first) {
        var text = new StringBuilder("-----BEGIN OpenVPN Static key V1-----\n");
        for (var index = 0; index < 256; index++) {
            text.append("%02x".formatted(first + index & 255)).append(index % 16 == 15 ? "\n" : "");
        }
        return text.append("-----END OpenVPN Static key V1-----\n").toString();
    }
}

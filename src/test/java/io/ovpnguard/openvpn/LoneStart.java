package io.ovpnguard.openvpn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts one process alone, as far as it comes without a peer; needs neither root nor a tunnel device. */
final class LoneStart {

    /** A device that is not there, which a process asks for when it has read all keys. */
    static final String DEVICE = "dev-node /nonexistent";

    /** What it says of that. */
    static final String READ = "Cannot open TUN/TAP dev";

    private LoneStart() {}

    /** {@return what it logs until it ends} */
    static String log(OpenVpnBinary binary, Setup setup, Pki pki, Path folder) throws IOException {
        var directory = Files.createTempDirectory(folder, "start");
        setup.layOut(directory, pki);
        var config = Files.writeString(directory.resolve("openvpn.conf"), setup.config());
        return Command.of(
                        "timeout",
                        "10",
                        binary.path().toString(),
                        "--suppress-timestamps",
                        "--cd",
                        directory.toString(),
                        "--config",
                        config.toString())
                .run()
                .output();
    }
}

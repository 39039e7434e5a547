package io.ovpnguard.controlplane;

import io.ovpnguard.openvpn.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Helm that {@code src/test/controlplane/build helm} makes. */
public record Helm(Path program) {

    private static final Path BUILD = Path.of("src/test/controlplane/build");
    private static final Pattern PINNED = Pattern.compile("(?m)^helm_version=(\\S+)$");

    /** {@return it; where it is missing, the test is skipped, and fails in CI} */
    public static Helm require() {
        var version = Binaries.pinned(BUILD, PINNED);
        var program = Binaries.found().resolve("helm").resolve(version).resolve("helm");
        Binaries.demand(Files.isExecutable(program), "no " + program + ": run " + BUILD + " helm");
        return new Helm(program);
    }

    public Command.Result run(List<String> words) {
        return new Command(Stream.concat(Stream.of(program.toString()), words.stream())
                        .toList())
                .run();
    }
}

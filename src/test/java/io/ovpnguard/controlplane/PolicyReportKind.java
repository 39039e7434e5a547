package io.ovpnguard.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The kind PolicyReport as its makers define it: {@code src/test/controlplane/build policyreports} fetches it. */
public record PolicyReportKind(Path definition) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path BUILD = Path.of("src/test/controlplane/build");
    private static final Pattern PINNED = Pattern.compile("(?m)^policyreports_version=(\\S+)$");

    /** {@return it; where it is missing, the test is skipped, and fails in CI} */
    public static PolicyReportKind require() {
        var folder = Binaries.found().resolve("policyreports").resolve(Binaries.pinned(BUILD, PINNED));
        var definition = folder.resolve("policyreports.yaml");
        Binaries.demand(Files.isReadable(definition), "no " + definition + ": run " + BUILD + " policyreports");
        return new PolicyReportKind(definition);
    }

    /** Teaches it to an API server. */
    public void install(ControlPlane plane) {
        run(plane, "apply", "--server-side", "-f", definition.toString());
        // Established alone is not enough: it answers 429 for a moment more.
        Waiting.until(
                "the kind is served",
                LIMIT,
                () -> plane.kubectl("get", "policyreports", "-A").isSuccess());
    }

    private static void run(ControlPlane plane, String... words) {
        var done = plane.kubectl(words);
        if (!done.isSuccess()) {
            throw new IllegalStateException(done.output());
        }
    }
}

package io.ovpnguard.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Kinds as their makers define them: {@code src/test/controlplane/build} and their name fetches them. */
public enum ForeignKinds {
    POLICY_REPORTS("policyreports", "policyreports"),
    CERT_MANAGER("certmanager", "certificates.cert-manager.io", "issuers.cert-manager.io"),
    SERVICE_MONITORS("servicemonitors", "servicemonitors.monitoring.coreos.com");

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path BUILD = Path.of("src/test/controlplane/build");

    private final String part;
    private final List<String> kinds;

    ForeignKinds(String part, String... kinds) {
        this.part = part;
        this.kinds = List.of(kinds);
    }

    /** Teaches them to an API server; where they are missing, the test is skipped, and fails in CI. */
    public void install(ControlPlane plane) {
        run(plane, "apply", "--server-side", "-f", definitions().toString());
        // Established alone is not enough: it answers 429 for a moment more.
        for (var kind : kinds) {
            Waiting.until(
                    kind + " are served",
                    LIMIT,
                    () -> plane.kubectl("get", kind, "-A").isSuccess());
        }
    }

    private Path definitions() {
        var version = Binaries.pinned(BUILD, Pattern.compile("(?m)^" + part + "_version=(\\S+)$"));
        var definitions = Binaries.found().resolve(part).resolve(version).resolve(part + ".yaml");
        Binaries.demand(Files.isReadable(definitions), "no " + definitions + ": run " + BUILD + " " + part);
        return definitions;
    }

    private static void run(ControlPlane plane, String... words) {
        var done = plane.kubectl(words);
        if (!done.isSuccess()) {
            throw new IllegalStateException(done.output());
        }
    }
}

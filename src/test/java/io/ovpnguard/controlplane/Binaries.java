package io.ovpnguard.controlplane;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The control plane that {@code src/test/controlplane/build} makes: etcd, kube-apiserver, kubectl.
 *
 * @param root where kube-api-test looks for them
 */
public record Binaries(Path root, String version) {

    private static final Path MODULES = Path.of("src/test/controlplane/go.mod");
    private static final Pattern PINNED = Pattern.compile("(?m)^require k8s\\.io/kubernetes v(\\S+)$");

    /** {@return the binaries; where they are missing, the test is skipped, and fails in CI} */
    public static Binaries require() {
        var binaries = new Binaries(found(), pinned());
        if (!Files.isExecutable(binaries.kubectl())) {
            var reason = "no " + binaries.kubectl() + ": run src/test/controlplane/build";
            if ("true".equals(System.getenv("CI"))) {
                fail(reason);
            }
            abort(reason);
        }
        return binaries;
    }

    private static Path found() {
        return Path.of(Objects.requireNonNullElseGet(
                System.getenv("KUBE_API_TEST_DIR"), () -> System.getProperty("user.home") + "/.kubeapitest"));
    }

    private static String pinned() {
        try {
            return PINNED.matcher(Files.readString(MODULES))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Path folder() {
        var architecture = "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "amd64";
        return root.resolve("k8s").resolve(version + "-linux-" + architecture);
    }

    public Path kubectl() {
        return folder().resolve("kubectl");
    }
}

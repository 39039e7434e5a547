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
        var binaries = new Binaries(found(), pinned(MODULES, PINNED));
        demand(
                Files.isExecutable(binaries.kubectl()),
                "no " + binaries.kubectl() + ": run src/test/controlplane/build");
        return binaries;
    }

    /** Goes on where the test has what it needs; else it is skipped, and fails in CI. */
    public static void demand(boolean met, String reason) {
        if (!met) {
            if ("true".equals(System.getenv("CI"))) {
                fail(reason);
            }
            abort(reason);
        }
    }

    /** {@return the folder of what is built for the tests} */
    static Path found() {
        return Path.of(Objects.requireNonNullElseGet(
                System.getenv("KUBE_API_TEST_DIR"), () -> System.getProperty("user.home") + "/.kubeapitest"));
    }

    /** {@return what the group of a pattern matches in a file} */
    static String pinned(Path file, Pattern pattern) {
        try {
            return pattern.matcher(Files.readString(file))
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

package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ovpnguard.option.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What this machine has for real runs.
 *
 * @param binaries one of each version that can be run here
 */
record Laboratory(SortedMap<Version, OpenVpnBinary> binaries, Pki pki, OpenVpnPairRun pairRun) {

    /** The versions that the fetch script brings. */
    private static final List<Version> FETCHED = List.of(Version.V2_5, Version.V2_6, Version.V2_7);

    private static final Path FETCH = Path.of("src/test/openvpn/fetch");
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(5);
    private static final Path TUN = Path.of("/dev/net/tun");

    /** {@return a laboratory; where something is missing, the test is skipped, and fails in CI} */
    static Laboratory open() throws IOException {
        require(missing());
        Underlay.removeLeftovers();
        var binaries = OpenVpnBinary.all();
        var pki = Pki.create(Files.createTempDirectory(Path.of("target"), "pki"), binaries.get(binaries.lastKey()));
        return new Laboratory(binaries, pki, new OpenVpnPairRun(pki));
    }

    /** {@return one program of each version that the fetch script brings; none needs root or a tunnel device to start} */
    static List<OpenVpnBinary> programs() {
        require(withoutPrograms());
        var found = OpenVpnBinary.all();
        return FETCHED.stream().map(found::get).toList();
    }

    private static void require(List<String> missing) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(missing).as("missing for runs of real OpenVPN").isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> "no runs of real OpenVPN here: " + String.join("; ", missing));
    }

    private static List<String> withoutPrograms() {
        var isThere = OpenVpnBinary.all().keySet().containsAll(FETCHED);
        return isThere ? List.of() : fetch().stream().toList();
    }

    private static List<String> missing() {
        var missing = new ArrayList<String>();
        Stream.of("ip", "ping", "openssl", "timeout")
                .filter(program -> !Command.isInstalled(program))
                .forEach(program -> missing.add("no `" + program + "` on the PATH"));
        if (Files.notExists(TUN)) {
            missing.add("no " + TUN);
        }
        if (missing.isEmpty()) {
            namespaces().ifPresent(missing::add);
        }
        if (missing.isEmpty()) {
            missing.addAll(withoutPrograms());
        }
        return missing;
    }

    private static Optional<String> namespaces() {
        try (var _ = Underlay.create()) {
            return Optional.empty();
        } catch (IllegalStateException refused) {
            return Optional.of("network namespaces need root (" + refused.getMessage() + ")");
        }
    }

    private static Optional<String> fetch() {
        if (!Files.isExecutable(FETCH)) {
            return Optional.of("OpenVPN " + FETCHED + " not installed and no " + FETCH);
        }
        var result = Command.of(FETCH.toString()).run(FETCH_LIMIT);
        return result.isSuccess() ? Optional.empty() : Optional.of(FETCH + ": " + result.output());
    }
}

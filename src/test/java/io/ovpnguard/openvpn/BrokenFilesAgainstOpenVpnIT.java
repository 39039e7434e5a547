package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.predict.MaterialFault;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of several broken files real OpenVPN tells one at a time: those that are predicted, in that order, as each is mended
 * and the next start is tried.
 */
class BrokenFilesAgainstOpenVpnIT {

    private static final String BROKEN = "nothing of that kind\n";

    /** Which committed file mends what an option names. */
    private static final Map<String, String> GOOD = Map.of(
            "tls-auth", "ta.key",
            "dh", "dh.pem",
            "cert", "server.crt",
            "key", "server.key",
            "ca", "ca.crt",
            "extra-certs", "sub-ca.crt");

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> stopsAtOneBrokenFileAfterAnother() throws IOException {
        var binaries = Laboratory.programs();
        var pki = Pki.create(Files.createDirectory(folder.resolve("pki")), binaries.getLast());
        return binaries.stream()
                .map(binary -> DynamicTest.dynamicTest("OpenVPN " + binary.release(), () -> mend(binary, pki)));
    }

    private static void mend(OpenVpnBinary binary, Pki pki) throws IOException {
        var files = new TreeMap<String, String>(
                GOOD.keySet().stream().collect(Collectors.toMap(option -> option, _ -> BROKEN)));
        var left = refusals(files, binary, pki);
        assertThat(options(left)).containsExactlyInAnyOrderElementsOf(GOOD.keySet());
        while (!left.isEmpty()) {
            assertThat(LoneStart.log(binary, setup(files), pki, folder))
                    .contains(left.getFirst().line());
            var option = options(left).getFirst();
            files.put(option, pki.text(GOOD.get(option)));
            var next = refusals(files, binary, pki);
            assertThat(options(next)).isEqualTo(options(left.subList(1, left.size())));
            left = next;
        }
        assertThat(LoneStart.log(binary, setup(files), pki, folder)).contains(LoneStart.READ);
    }

    private static List<String> options(List<Refusal> refusals) {
        return refusals.stream()
                .map(Refusal::material)
                .flatMap(Optional::stream)
                .map(MaterialFault::option)
                .toList();
    }

    private static List<Refusal> refusals(Map<String, String> files, OpenVpnBinary binary, Pki pki) {
        return Predictor.refusalsOfMaterial(Differential.process(setup(files), binary, Role.SERVER, pki));
    }

    private static Setup setup(Map<String, String> files) {
        var lines = new ArrayList<>(
                List.of("dev tun", LoneStart.DEVICE, "ifconfig 10.8.0.1 10.8.0.2", "tls-server", "cipher AES-256-CBC"));
        files.keySet().forEach(option -> lines.add(option + " " + option));
        return new Setup(lines, new TreeMap<>(files), new TreeMap<>());
    }
}

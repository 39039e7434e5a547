package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Real OpenVPN opens PKCS#12 files as is predicted, and says what is predicted where it does not. */
class Pkcs12AgainstOpenVpnIT {

    private static final List<String> FILES = List.of(
            "client",
            "client-legacy",
            "client-no-mac",
            "client-plain",
            "client-locked",
            "client-legacy-locked",
            "client-without-key");

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> opensAsPredicted() throws IOException {
        var binaries = Laboratory.programs();
        var pki = Pki.create(Files.createDirectory(folder.resolve("pki")), binaries.getLast());
        return binaries.stream()
                .map(binary -> DynamicTest.dynamicTest("OpenVPN " + binary.release(), () -> check(binary, pki)));
    }

    private static void check(OpenVpnBinary binary, Pki pki) throws IOException {
        var wrong = new ArrayList<String>();
        for (var file : FILES) {
            for (var passphrase : List.of("", "throwaway", "another")) {
                wrong(binary, setup(file, passphrase), pki)
                        .ifPresent(found -> wrong.add(file + " with `" + passphrase + "`: " + found));
            }
        }
        if (binary.version().isAtLeast(Version.V2_6)) {
            var setup = setup("client-legacy", "");
            var lines = new ArrayList<>(setup.lines());
            lines.add("providers legacy default");
            wrong(binary, new Setup(lines, setup.files(), setup.modes()), pki)
                    .ifPresent(found -> wrong.add("with the legacy provider: " + found));
        }
        assertThat(wrong).isEmpty();
    }

    private static Setup setup(String file, String passphrase) throws IOException {
        var bytes = Files.readAllBytes(Path.of("src/test/resources/pki", file + ".p12"));
        var lines = new ArrayList<>(List.of(
                "tls-client",
                "dev tun",
                LoneStart.DEVICE,
                "ifconfig 10.8.0.2 10.8.0.1",
                "remote 127.0.0.1 1",
                "nobind"));
        lines.add("<pkcs12>\n" + Base64.getMimeEncoder().encodeToString(bytes).replace("\r", "") + "\n</pkcs12>");
        if (!passphrase.isEmpty()) {
            lines.add("askpass passphrase");
        }
        return new Setup(lines, new TreeMap<>(Map.of("passphrase", passphrase + "\n")), new TreeMap<>());
    }

    private static Optional<String> wrong(OpenVpnBinary binary, Setup setup, Pki pki) throws IOException {
        var log = LoneStart.log(binary, setup, pki, folder);
        var predicted = Predictor.refusal(Differential.process(setup, binary, Role.CLIENT, pki))
                .map(Refusal::line)
                .orElse(LoneStart.READ);
        return log.contains(predicted) ? Optional.empty() : Optional.of(predicted + ", but\n" + log);
    }
}

package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Of several missing files real OpenVPN tells those that are predicted, in that order. */
class MissingFilesAgainstOpenVpnIT {

    private static final Pattern TOLD =
            Pattern.compile("(?:Options error: .* fails with|cd to|Cannot (?:pre-)?load) .*");

    private static final List<String> ALL = List.of(
            "crl-verify no-crl",
            "key no-key",
            "extra-certs no-chain",
            "cert no-cert",
            "dh no-dh",
            "capath no-capath",
            "ca no-ca",
            "client-config-dir no-ccd",
            "askpass no-pass",
            "tmp-dir no-tmp");

    private static final Map<String, List<String>> SETUPS = Map.of(
            "all", ALL,
            "with tls-auth", with(ALL, "tls-auth no-ta"),
            "with tls-crypt, to be kept", with(ALL, "tls-crypt no-tc", "persist-key"),
            "with a new root", with(ALL, "chroot no-root"),
            "with scripts", with(ALL, "tls-auth no-ta", "script-security 2", "up no-up", "cd no-dir", "down no-down"),
            "with a directory", with(ALL, "cd no-dir", "script-security 2", "down no-down"),
            "PKCS#12", List.of("pkcs12 no-p12", "dh none"),
            "a chain", List.of("ca ca.crt", "cert server.crt", "key server.key", "dh none", "extra-certs no-chain"));

    @TempDir
    private static Path folder;

    private static List<String> with(List<String> lines, String... more) {
        return Stream.concat(lines.stream(), Stream.of(more)).toList();
    }

    @TestFactory
    Stream<DynamicTest> tellsAllMissingFiles() throws IOException {
        var binaries = Laboratory.programs();
        var pki = Pki.create(Files.createDirectory(folder.resolve("pki")), binaries.getLast());
        return binaries.stream()
                .flatMap(binary -> new TreeMap<>(SETUPS)
                        .entrySet().stream()
                                .map(each -> DynamicTest.dynamicTest(
                                        "OpenVPN " + binary.release() + ", " + each.getKey(),
                                        () -> compare(binary, each.getValue(), pki))));
    }

    private static void compare(OpenVpnBinary binary, List<String> lines, Pki pki) throws IOException {
        var all = new ArrayList<>(List.of(
                "mode server", "topology subnet", "dev tun", LoneStart.DEVICE, "ifconfig 10.8.0.1 255.255.255.0"));
        all.addAll(List.of("tls-server", "cipher AES-256-CBC"));
        all.addAll(lines);
        var setup = new Setup(all, new TreeMap<>(), new TreeMap<>());

        var told = LoneStart.log(binary, setup, pki, folder)
                .lines()
                .filter(line -> TOLD.matcher(line).matches())
                .toList();

        assertThat(told).isNotEmpty();
        assertThat(Predictor.refusal(Differential.process(setup, binary, Role.SERVER, pki)).stream()
                        .flatMap(Refusal::all)
                        .map(Refusal::line))
                .isEqualTo(told);
    }
}

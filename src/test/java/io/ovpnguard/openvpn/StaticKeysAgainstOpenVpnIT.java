package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.OddStaticKeys;
import io.ovpnguard.pki.StaticKey;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Real OpenVPN reads odd key files as is predicted, takes the same key from them, and says what is predicted. */
class StaticKeysAgainstOpenVpnIT {

    private static final int SIDE_BY_SIDE = 8;

    /** What verbosity 7 prints. */
    private static final Pattern KEY = Pattern.compile("Outgoing .*(?:CIPHER|HMAC) KEY: ([0-9a-f ]+)");

    /** An error of the system that an earlier call has left, which 2.6 and later print. */
    private static final Pattern ERRNO = Pattern.compile(": [\\w ]+ \\(errno=\\d+\\)$");

    /** Of lines in an inline block. */
    private static final int LONGEST_LINE = 255;

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> readsOddKeyFilesAsPredicted() throws IOException {
        var binaries = Laboratory.programs();
        var pki = Pki.create(Files.createDirectory(folder.resolve("pki")), binaries.getLast());
        return binaries.stream()
                .map(binary -> DynamicTest.dynamicTest("OpenVPN " + binary.release(), () -> check(binary, pki)));
    }

    private static void check(OpenVpnBinary binary, Pki pki) throws Exception {
        var wrong = new ArrayList<String>();
        try (var workers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Callable<Stream<String>>> plays = new ArrayList<>();
            for (var option : List.of("tls-auth", "tls-crypt", "secret", "<tls-auth>")) {
                OddStaticKeys.all().forEach((name, text) -> {
                    var setup = setup(binary.version(), option, text);
                    plays.add(() -> wrong(binary, pki, setup, text).map(found -> option + ", " + name + ": " + found));
                });
            }
            for (var play : workers.invokeAll(plays)) {
                play.get().forEach(wrong::add);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Setup setup(Version version, String option, String text) {
        var lines = new ArrayList<String>(
                List.of("dev tun", LoneStart.DEVICE, "ifconfig 10.8.0.2 10.8.0.1", "remote 127.0.0.1 1", "nobind"));
        lines.addAll(List.of("verb 7", "cipher AES-256-CBC"));
        if (option.equals("secret")) {
            lines.add(version.isAtLeast(Version.V2_7) ? "allow-deprecated-insecure-static-crypto" : "");
        } else {
            lines.addAll(List.of("tls-client", "ca ca.crt", "cert client.crt", "key client.key"));
        }
        var isInline = option.startsWith("<");
        lines.add(
                isInline
                        ? option + "\n" + (text.endsWith("\n") || text.isEmpty() ? text : text + "\n")
                                + option.replace("<", "</")
                        : option + " odd.key");
        return new Setup(lines, new TreeMap<>(isInline ? Map.of() : Map.of("odd.key", text)), new TreeMap<>());
    }

    private static Stream<String> wrong(OpenVpnBinary binary, Pki pki, Setup setup, String text) throws IOException {
        if (setup.files().isEmpty() && Stream.of(text.split("\n")).anyMatch(line -> line.length() > LONGEST_LINE)) {
            return Stream.empty();
        }
        var log = LoneStart.log(binary, setup, pki, folder);
        var predicted = Predictor.refusal(Differential.process(setup, binary, Role.CLIENT, pki))
                .map(Refusal::line);
        var isAsPredicted = predicted.isPresent()
                ? log.lines().map(line -> ERRNO.matcher(line).replaceFirst("")).anyMatch(predicted.get()::equals)
                : log.contains(LoneStart.READ) && isSameKey(log, text);
        return isAsPredicted
                ? Stream.empty()
                : Stream.of(predicted.orElse("is read") + ", but\n"
                        + String.join(
                                "\n",
                                log.lines().toList().reversed().stream()
                                        .limit(3)
                                        .toList()));
    }

    /** Whether all that the process prints of its key is in the plain key, if the text was read as that. */
    private static boolean isSameKey(String log, String text) {
        var digits = OddStaticKeys.plain().replace("\n", "");
        var isPlain = KEY.matcher(log)
                .results()
                .allMatch(key -> digits.contains(key.group(1).replace(" ", "")));
        return isPlain == fingerprint(text).equals(fingerprint(OddStaticKeys.plain()));
    }

    private static String fingerprint(String text) {
        return StaticKey.parse(KeyText.of(text)).orElseThrow().fingerprint(0, StaticKey.Use.HMAC, 20);
    }
}

package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.cli.CommandLineFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code ovpnguard ciphers} lists what {@code openvpn --show-ciphers} of real ones does. */
class CiphersAgainstOpenVpnIT {

    private static final Pattern SHOWN =
            Pattern.compile("([A-Z][\\w-]+)  ?\\((\\d+) bit key( by default)?,? ?(.*?)\\)");
    private static final Pattern BLOCK = Pattern.compile("(\\d+) bit block");

    @TestFactory
    Stream<DynamicTest> listsWhatOpenVpnShows() {
        var binaries = OpenVpnBinary.all().values();
        Assumptions.assumeFalse(binaries.isEmpty(), "no OpenVPN is installed or fetched");
        return binaries.stream()
                .map(binary -> DynamicTest.dynamicTest(binary.release(), () -> {
                    assertThat(ours(binary, "default")).isEqualTo(shown(binary, List.of()));
                    if (binary.library().isOpenSslSince(3, 0, 0)) {
                        assertThat(ours(binary, ""))
                                .isEqualTo(shown(binary, List.of("--providers", "legacy", "default")));
                    }
                }));
    }

    private static Set<String> shown(OpenVpnBinary binary, List<String> providers) {
        var command = Stream.of(Stream.of(binary.path().toString()), providers.stream(), Stream.of("--show-ciphers"))
                .flatMap(words -> words)
                .toArray(String[]::new);
        var rows = new TreeSet<String>();
        Command.of(command).run().output().lines().forEach(line -> {
            var row = SHOWN.matcher(line);
            if (row.lookingAt()) {
                var block = BLOCK.matcher(row.group(4));
                rows.add(row.group(1) + " " + row.group(2) + (row.group(3) == null ? " fixed " : " variable ")
                        + (block.find() ? block.group(1) + " bits" : "stream"));
            }
        });
        return rows;
    }

    private static Set<String> ours(OpenVpnBinary binary, String provider) {
        var out = new StringWriter();
        var library = binary.library();
        var release = library.release();
        CommandLineFactory.create()
                .setOut(new PrintWriter(out))
                .execute(
                        "ciphers",
                        "--version",
                        binary.version().toString(),
                        "--crypto",
                        "openssl-" + release.major() + "." + release.minor() + "." + release.patch());
        var rows = new TreeSet<String>();
        out.toString().lines().skip(1).filter(line -> line.endsWith(provider)).forEach(line -> {
            var cells = line.strip().split(" +");
            var isStream = cells[3].equals("stream");
            rows.add(cells[0] + " " + cells[1] + " " + cells[2] + " " + (isStream ? "stream" : cells[3] + " bits"));
        });
        return rows;
    }
}

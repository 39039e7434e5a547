package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/** The data packets of real clients are as long as predicted, by what they log of each packet that they write. */
@Execution(ExecutionMode.CONCURRENT)
class PacketSizesAgainstOpenVpnIT {

    /** The pings of a run with their headers. */
    private static final List<Integer> PINGS = List.of(84, 1428, 1500);

    private static final Pattern WRITTEN = Pattern.compile("(?:UDP|TCP)\\S* WRITE \\[(\\d+)] to .*P_DATA_V([12])");

    private static final String SERVER = """
            dev tun
            topology subnet
            server 10.8.0.0 255.255.255.0
            ca ca.crt
            cert server.crt
            key server.key
            dh none
            verb 6
            """;

    private static final String CLIENT = """
            client
            dev tun
            remote 10.99.0.1
            nobind
            ca ca.crt
            cert client.crt
            key client.key
            verb 6
            """;

    private static final List<String> OPTIONS = List.of(
            "proto udp",
            "data-ciphers AES-256-CBC:AES-128-CBC\ncipher AES-256-CBC\nauth SHA256",
            "fragment 1600",
            "data-ciphers CHACHA20-POLY1305\ncomp-lzo no");

    @TestFactory
    Stream<DynamicTest> areAsLongAsPredicted() throws IOException {
        Laboratory laboratory;
        try {
            laboratory = Laboratory.open();
        } catch (TestAbortedException skipped) {
            return Stream.of(DynamicTest.dynamicTest("packet sizes against OpenVPN", () -> {
                throw skipped;
            }));
        }
        return laboratory.binaries().values().stream()
                .flatMap(binary -> OPTIONS.stream()
                        .map(options -> DynamicTest.dynamicTest(
                                binary.release() + ": " + options.replace("\n", ", "),
                                () -> check(binary, options, laboratory))));
    }

    private static void check(OpenVpnBinary binary, String options, Laboratory laboratory) {
        var server = SERVER + options + "\n";
        var client = CLIENT + options + "\n";
        var played = laboratory.pairRun().play(binary, server, binary, client);
        var packets = Predictor.predict(
                        process(binary, Role.SERVER, server), process(binary, Role.CLIENT, client), Instant.now())
                .packetSizes()
                .from(Side.CLIENT);

        var sizes = new TreeSet<Integer>();
        var kinds = new TreeSet<String>();
        for (var line : played.clientLog()) {
            var written = WRITTEN.matcher(line);
            if (written.find()) {
                sizes.add(Integer.valueOf(written.group(1)));
                kinds.add(written.group(2));
            }
        }
        assertThat(sizes)
                .as("datagrams, of %s", played.outcome())
                .containsAll(PINGS.stream().map(packets::datagram).toList());
        assertThat(kinds).isEqualTo(Set.of(packets.hasPeerId() ? "2" : "1"));
    }

    private static Process process(OpenVpnBinary binary, Role role, String text) {
        var config = ConfigParser.parse(Source.of("openvpn.conf", text), Includes.NONE);
        var versions = Versions.stated(List.of(binary.version()));
        return Process.of(new Profile(role.name(), role, config, Files.UNKNOWN, versions), binary.version());
    }
}

package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.DataPackets.Family;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What holds for every pair. */
class PredictorPropertiesTest {

    private static final Map<String, String> FILES = Map.of("ta.key", Sketch.staticKey(3));

    @Provide
    Arbitrary<Version> versions() {
        return Arbitraries.of(Version.ALL);
    }

    /** Any options that some version knows, with arguments that some option takes. */
    @Provide
    Arbitrary<String> anything() {
        var names = OptionTable.get().rows().stream().map(OptionSpec::name).toList();
        var arguments = Arbitraries.of(
                "0",
                "1",
                "2",
                "-5",
                "1194",
                "1400",
                "65536",
                "99999999999",
                "yes",
                "no",
                "none",
                "tun",
                "tap",
                "udp6",
                "tcp-client",
                "tcp-server",
                "AES-256-GCM",
                "AES-128-CBC:?X",
                "DEFAULT",
                "SHA512",
                "lz4-v2",
                "migrate",
                "10.8.0.1",
                "10.8.0.2",
                "255.255.255.0",
                "fd00::1",
                "subnet",
                "server",
                "ta.key",
                "ccd/",
                "1.3",
                "2.3.0",
                "\"route 10.0.0.0\"",
                "\"\"",
                "é",
                "a/b",
                "legacy");
        var line = Combinators.combine(Arbitraries.of(names), arguments.list().ofMaxSize(4))
                .as((name, words) -> name + " " + String.join(" ", words));
        var block = line.map(inner -> "<connection>\nremote a\n" + inner + "\n</connection>");
        return Arbitraries.frequencyOf(Tuple.of(9, line), Tuple.of(1, block))
                .list()
                .ofMaxSize(12)
                .map(lines -> String.join("\n", lines));
    }

    @Property(tries = 400)
    void anyPairOfConfigsIsPredicted(
            @ForAll("versions") Version one,
            @ForAll("versions") Version other,
            @ForAll("anything") String server,
            @ForAll("anything") String client,
            @ForAll boolean isBare) {
        var prediction = Sketch.predict(
                Sketch.with(isBare ? Sketch.bare(Role.SERVER, one, server) : Sketch.server(one, server), FILES),
                Sketch.with(isBare ? Sketch.bare(Role.CLIENT, other, client) : Sketch.client(other, client), FILES));

        assertThat(prediction.stopsIn().isEmpty()).isEqualTo(prediction.outcome() == Outcome.WORKS);
        assertThat(LogLines.of(prediction).server()).doesNotHaveDuplicates();
        for (var side : Side.values()) {
            assertThat(OptionsComparison.at(side, prediction).lines()).allMatch(line -> line.startsWith("WARNING: '"));
            assertThat(prediction.packetSizes().from(side).largestWithin(1500, Family.IPV6))
                    .isBetween(0, 1500);
        }
    }

    /** Options that both sides may have, as long as both have them. */
    @Provide
    Arbitrary<List<String>> shared() {
        return Arbitraries.of(
                        "cipher AES-128-CBC",
                        "cipher AES-256-CBC",
                        "data-ciphers AES-128-GCM",
                        "data-ciphers CHACHA20-POLY1305:AES-256-GCM",
                        "ncp-ciphers AES-128-GCM",
                        "auth SHA256",
                        "auth SHA512",
                        "fragment 1300",
                        "mssfix 1200",
                        "comp-lzo",
                        "comp-lzo no",
                        "compress",
                        "compress lz4",
                        "compress lz4-v2",
                        "compress stub-v2",
                        "tun-mtu 1400",
                        "tls-crypt ta.key",
                        "tls-auth ta.key",
                        "no-replay",
                        "port 1195",
                        "keepalive 10 60",
                        "dev tap",
                        "verb 3",
                        "persist-tun")
                .list()
                .uniqueElements()
                .ofMaxSize(5);
    }

    @Property(tries = 400)
    void aPairThatSaysTheSameOnBothSidesPassesPackets(
            @ForAll("versions") Version version, @ForAll("shared") List<String> options) {
        var lines = options.toArray(String[]::new);
        var server = Sketch.with(Sketch.server(version, lines), FILES);
        var client = Sketch.with(Sketch.client(version, lines), FILES);
        Assume.that(server.startUp().refusal().isEmpty()
                && client.startUp().refusal().isEmpty());

        var prediction = Sketch.predict(server, client);

        // With a cipher that needs room for padding the very largest packets may be lost up to 2.5.
        assertThat(prediction.outcome()).isIn(Outcome.WORKS, Outcome.LARGE_LOST);
        for (var side : Side.values()) {
            assertThat(OptionsComparison.at(side, prediction).lines()).isEmpty();
        }
    }

    @Property(tries = 200)
    void aLongerPacketIsNeverShorterOnTheWire(
            @ForAll("versions") Version version,
            @ForAll("shared") List<String> options,
            @ForAll @IntRange(min = 1, max = 9000) int packet) {
        var lines = String.join("\n", options);
        var packets = Sketch.pair(version, lines, lines).packetSizes().fromClient();

        assertThat(packets.datagram(packet)).isGreaterThan(packet);
        assertThat(packets.datagram(packet + 1)).isGreaterThanOrEqualTo(packets.datagram(packet));
    }
}

package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far the two sides must agree on cipher, device, compression and {@code tun-mtu}, mode by mode. */
class ConsistencyTest {

    private static final String SERVER =
            "server 10.8.0.0 255.255.255.0\ntopology subnet\nca ca.crt\ncert s.crt\nkey s.key\ndh none\n";

    private static final String CLIENT = "client\nremote vpn.example.org\nnobind\nca ca.crt\ncert c.crt\nkey c.key\n";

    private static final Set<String> TOPICS = Set.of(
            "no-shared-data-cipher",
            "mismatched-device-type",
            "mismatched-compression",
            "mismatched-tun-mtu",
            "lost-large-packets");

    /** Both sides are of 2.6, where OpenVPN negotiates round most of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "two statements, and OpenVPN settles on a third | cipher AES-256-CBC | cipher AES-128-CBC | error | - | error",
                "a statement against a default  | cipher AES-256-CBC | | - | - | error",
                "lists with one in common       | data-ciphers AES-256-GCM | data-ciphers AES-128-GCM:AES-256-GCM | - | - | -",
                "the same                       | data-ciphers AES-256-GCM | data-ciphers AES-256-GCM | - | - | -",
                "nothing in common              | data-ciphers AES-256-GCM | data-ciphers AES-128-GCM | error | error | error",
                "two statements                 | dev tun | dev tap | error | error | error",
                "the same by another option     | dev-type tun | dev tun | - | - | -",
                "what the server pushes against a statement | push ^compress stub-v2^ | comp-lzo | error | - | error",
                "what the server pushes against a default   | push ^compress stub-v2^ | | - | - | -",
                "a server that takes every header           | compress migrate | comp-lzo | - | - | -",
                "a statement against a default  | comp-lzo no | | error | error | error",
                "the same                       | comp-lzo no | comp-lzo no | - | - | -",
                "two statements                 | tun-mtu 1500 | tun-mtu 1400 | error | - | error",
                "a statement against a default  | | tun-mtu 1400 | - | - | error",
                "what the server pushes against a statement | push ^tun-mtu 1400^ | tun-mtu 1500 | error | - | error",
                "what the server pushes against a default   | push ^tun-mtu 1400^ | | - | - | -",
                "the same                       | tun-mtu 1400 | tun-mtu 1400 | - | - | -",
            })
    void decidesWhetherADifferenceIsOne(
            String about, String server, String client, String stated, String effective, String written) {
        assertThat(List.of(
                        found(server, client, Consistency.STATED),
                        found(server, client, Consistency.EFFECTIVE),
                        found(server, client, Consistency.WRITTEN)))
                .as(about)
                .containsExactly(stated, effective, written);
    }

    private static String found(String server, String client, Consistency consistency) {
        var one = profile(Role.SERVER, SERVER, server);
        var other = profile(Role.CLIENT, CLIENT, client);
        var bundle = new Bundle("", "a", List.of(one), List.of(other), List.of(new Pair(one, other)), List.of());
        var words = new RuleEngine(RuleCatalog.all(), consistency)
                .judge(List.of(bundle), List.of(), Instant.EPOCH).stream()
                        .filter(finding -> TOPICS.contains(finding.rule().value()))
                        .map(Finding::severity)
                        .map(severity -> severity.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" "));
        return words.isEmpty() ? "-" : words;
    }

    private static Profile profile(Role role, String plain, String more) {
        var line = more == null ? "" : more.replace('^', '"');
        var device = line.startsWith("dev ") ? "" : "dev tun\n";
        var config = ConfigParser.parse(Source.of(role.word() + ".conf", device + plain + line + "\n"), Includes.NONE);
        return new Profile(role.word(), role, config, Files.UNKNOWN, Versions.stated(List.of(Version.V2_6)));
    }
}

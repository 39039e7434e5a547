package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A credential that got into the wrong line of a Secret does not get into a finding of the pair rules. */
class SecretsInPairFindingsTest {

    private static final String PLANTED = "hunter2-S3cr3t";

    private static final String SERVER = "dev tun\nserver 10.8.0.0 255.255.255.0\n";
    private static final String CLIENT = "client\ndev tun\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cipher %s",
                "cipher %s\nncp-disable",
                "data-ciphers %s",
                "data-ciphers AES-128-CBC:%s",
                "ncp-ciphers %s",
                "comp-lzo %s",
                "compress %s",
                "compress lzo\nallow-compression %s",
                "tun-mtu %s",
                "dev tap%s",
                "dev-type tap%s",
                "data-ciphers AES-256-CBC\ndata-ciphers-fallback AES-256-CBC\nauth %s",
                "fragment %s",
                "tls-auth %s 1",
                "tls-crypt %s",
                "key-direction %s",
                "push \"comp-lzo %s\"",
                "push \"tun-mtu %s\"",
                "push \"compress lz4\"\npush \"compress %s\""
            })
    void valueOfASecretIsNotRepeated(String lines) {
        var planted = lines.formatted(PLANTED) + "\n";
        assertSilent(SERVER + "data-ciphers AES-256-GCM\n", CLIENT + planted);
        assertSilent(SERVER + planted, CLIENT + "data-ciphers AES-256-GCM\n");
    }

    private static void assertSilent(String server, String client) {
        var findings = new RuleEngine(RuleCatalog.all(), Consistency.WRITTEN)
                .judge(List.of(bundle(server, client)), List.of(), Instant.EPOCH);
        assertThat(findings).isNotEmpty();
        assertThat(findings.toString()).doesNotContainIgnoringCase(PLANTED);
    }

    private static Bundle bundle(String server, String client) {
        var one = profile(Role.SERVER, Source.of("server.conf", server, Sensitivity.SECRET));
        var other = profile(Role.CLIENT, Source.of("client.conf", client, Sensitivity.SECRET));
        return new Bundle("", "vpn", List.of(one), List.of(other), List.of(new Pair(one, other)), List.of());
    }

    private static Profile profile(Role role, Source source) {
        return new Profile(
                source.name(),
                role,
                ConfigParser.parse(source, Includes.NONE),
                Files.UNKNOWN,
                Versions.stated(Version.ALL));
    }
}

package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadObjectTest {

    private static final ReadObject CLIENT = ReadObject.of(new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("vpn")
            .withName("alice")
            .endMetadata()
            .addToData("alice.ovpn", "client\ndev tun\nremote vpn.example.org\n")
            .build());

    private static List<Version> candidates(AssumedVersions assumed) {
        return ReadObject.together(List.of(CLIENT), assumed).bundles().stream()
                .flatMap(bundle -> bundle.clients().stream())
                .flatMap(client -> client.versions().candidates().stream())
                .toList();
    }

    @Test
    void whatIsAssumedIsAskedEachTime() {
        var old = new AssumedVersions(Versions.ASSUMED_SERVER, Versions.stated(List.of(Version.V2_4)));
        var young = new AssumedVersions(Versions.ASSUMED_SERVER, Versions.stated(List.of(Version.V2_7)));

        assertThat(candidates(old)).containsExactly(Version.V2_4);
        assertThat(candidates(young)).containsExactly(Version.V2_7);
        assertThat(candidates(young)).containsExactly(Version.V2_7);
        assertThat(candidates(AssumedVersions.IN_THE_FIELD)).hasSizeGreaterThan(1);
    }
}

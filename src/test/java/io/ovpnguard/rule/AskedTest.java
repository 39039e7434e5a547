package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Asking;
import io.ovpnguard.bundle.Demands;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedTest {

    private static final String SERVER = "server 10.8.0.0 255.255.255.0\ndev tun\ndh none\nca a\ncert b\nkey c\n";
    private static final String CLIENT = "client\ndev tun\nremote vpn.example.org\nca a\ncert b\nkey c\n";
    private static final Demands ASKED = Demands.of(List.of(Asking.ciphers("strict", "AES-256-GCM")));

    private static Process process(Role role, String text, Demands demands) {
        var config = ConfigParser.parse(Source.of(role + ".conf", text), Includes.NONE);
        var versions = Versions.stated(List.of(Version.V2_6));
        var profile = new Profile(
                role + ".conf", role, config, Files.UNKNOWN, versions, Platform.UNKNOWN, demands, List.of());
        return Process.of(profile, Version.V2_6);
    }

    private static Prediction pair(String ofServer, Demands demands) {
        return Predictor.predict(
                process(Role.SERVER, SERVER + ofServer, demands),
                process(Role.CLIENT, CLIENT, Demands.NONE),
                Instant.now());
    }

    @Test
    void whereNobodyAsksNothingIsAsked() {
        assertThat(Asked.nothingOf(pair("", Demands.NONE))).isTrue();
        assertThat(Asked.nothingOf(pair("", ASKED))).isFalse();
    }

    @Test
    void ofPairsThatNeverShakeHandsNothingIsAsked() {
        assertThat(Asked.nothingOf(pair("tls-auth ta.key 0\n", ASKED))).isTrue();
        assertThat(Asked.nothingOf(pair("tls-version-min 1.3\ntls-version-max 1.3\n", ASKED)))
                .as("TLS is not at fault")
                .isFalse();
    }
}

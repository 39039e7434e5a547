package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeldKeyTest {

    private static final Path KEYS = Path.of("src/test/resources/oracle/pki");

    @Test
    void tellsKindsApart() throws IOException {
        var all = text("server.key") + text("ta.key") + text("tcv2-server.key") + text("tcv2-client.key");

        assertThat(HeldKey.in(KeyText.of(all)))
                .extracting(HeldKey::title)
                .containsExactly("private key", "static key", "tls-crypt-v2 server key", "tls-crypt-v2 client key");
    }

    @Test
    void whatIsPublicOrBrokenIsNoKey() throws IOException {
        var broken = text("server.key").replace("MII", "!!!");

        assertThat(HeldKey.in(KeyText.of(text("server.crt") + text("dh.pem") + text("crl.pem") + broken)))
                .isEmpty();
    }

    @Test
    void samplesAreKnownAlsoWhenReduced() throws IOException {
        var sample = Files.readString(Path.of("src/test/resources/cases/published-key/fires/manifest.yaml"))
                .lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"));
        var reduced = ReducedText.of(KeyText.of(sample)).text();

        for (var text : List.of(sample, reduced)) {
            assertThat(HeldKey.in(KeyText.of(text)))
                    .singleElement()
                    .extracting(key -> key.sample().orElse("none"))
                    .isEqualTo("ovpnguard/cases/published-key/ta.key");
        }
        assertThat(HeldKey.in(KeyText.of(text("ta.key"))))
                .singleElement()
                .matches(key -> key.sample().isEmpty());
    }

    @Test
    void fingerprintsOfSecretsAreNoDigests() {
        var secret = new byte[] {1, 2, 3};

        assertThat(Fingerprints.ofSecret(secret))
                .isEqualTo(Fingerprints.ofSecret(secret.clone()))
                .isNotEqualTo(Fingerprints.ofSecret(new byte[] {1, 2}))
                .isNotEqualTo(Fingerprints.of(secret));
    }

    private static String text(String name) throws IOException {
        return Files.readString(KEYS.resolve(name));
    }
}

package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pkcs12FormTest {

    /** What a file tells without its passphrase. */
    @ParameterizedTest
    @CsvSource({
        "client, false, true",
        "client-locked, false, true",
        "client-legacy, true, true",
        "client-legacy-locked, true, true",
        "client-no-mac, false, false",
        "client-without-key, false, true"
    })
    void isToldOfALockedFileToo(String name, boolean isOld, boolean hasChecksum) throws IOException {
        var bytes = Files.readAllBytes(Path.of("src/test/resources/pki", name + ".p12"));
        var text = KeyText.of(new String(bytes, StandardCharsets.ISO_8859_1));

        assertThat(Pkcs12Form.of(text, false)).contains(new Pkcs12Form(isOld, hasChecksum));
    }

    @Test
    void isNotToldOfWhatIsNone() {
        assertThat(Pkcs12Form.of(KeyText.of("no file of that kind"), false)).isEmpty();
        assertThat(Pkcs12Form.of(KeyText.of("?"), true)).isEmpty();
    }
}

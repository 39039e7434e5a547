package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void textsWithAndWithoutOtherLettersAreRead() {
        for (var text : new String[] {"", "client", "für client", "client €", "\u007f"}) {
            assertThat(Utf8.decode(text.getBytes(StandardCharsets.UTF_8))).contains(text);
        }
    }

    @Test
    void otherBytesAreNone() {
        assertThat(Utf8.decode("für client".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
        assertThat(Utf8.decode(new byte[] {(byte) 0x80})).isEmpty();
    }
}

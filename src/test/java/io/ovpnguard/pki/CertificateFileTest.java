package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CertificateFileTest {

    private static final Path PKI = Path.of("src/test/resources/oracle/pki");

    private static String text(String name) throws IOException {
        return Files.readString(PKI.resolve(name));
    }

    private static CertificateFile read(String text) {
        return CertificateFile.parse(KeyText.of(text));
    }

    @Test
    void readsAllInOrder() throws IOException {
        var file = read(text("client1.crt") + "between\n" + text("ca.crt"));

        assertThat(file.isBroken()).isFalse();
        assertThat(file.certificates()).hasSize(2);
        assertThat(file.certificates().getFirst().commonName()).hasValue("client1");
        assertThat(file.certificates().getFirst().isSignedBy(file.certificates().getLast()))
                .isTrue();
        assertThat(file.certificates().getLast().isSelfIssued()).isTrue();
    }

    @Test
    void whoSignedItIsNotTakenForAnother() throws IOException {
        var client = read(text("client1.crt")).certificates().getFirst();
        var authority = read(text("ca.crt")).certificates().getFirst();
        var other = read(text("other-ca.crt")).certificates().getFirst();

        assertThat(client.isSignedBy(other)).isFalse();
        assertThat(client.isSignedBy(authority)).isTrue();
        assertThat(client.isSignedBy(other)).isFalse();
        assertThat(client.isSignedBy(authority)).isTrue();
    }

    @Test
    void tellsThoseBeforeABrokenOne() throws IOException {
        var broken = text("client1.crt").replace("MII", "AAA");

        var file = read(text("ca.crt") + broken + text("ca.crt"));

        assertThat(file.isBroken()).isTrue();
        assertThat(file.certificates()).hasSize(1);
    }

    @Test
    void aTextWithoutOneIsEmptyAndNotBroken() throws IOException {
        assertThat(read(text("client1.key"))).isEqualTo(read(""));
        assertThat(read("").isBroken()).isFalse();
        assertThat(read("").certificates()).isEmpty();
    }
}

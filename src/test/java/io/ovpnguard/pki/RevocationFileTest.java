package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RevocationFileTest {

    private static final Path PKI = Path.of("src/test/resources/oracle/pki");

    private static String text(String name) throws IOException {
        return Files.readString(PKI.resolve(name));
    }

    private static RevocationFile read(String text) {
        return RevocationFile.parse(KeyText.of(text));
    }

    private static CertificateFacts certificate(String name) throws IOException {
        return CertificateFile.parse(KeyText.of(text(name))).certificates().getFirst();
    }

    @Test
    void namesWhomItRevokes() throws IOException {
        var list = read(text("crl.pem")).lists().getFirst();

        assertThat(list.revoked())
                .contains(certificate("client-revoked.crt").serial())
                .doesNotContain(certificate("client1.crt").serial());
        assertThat(list.issuer()).isEqualTo(certificate("ca.crt").subject());
        assertThat(list.nextUpdate())
                .hasValueSatisfying(until -> assertThat(until).isAfter(list.thisUpdate()));
    }

    @Test
    void knowsWhoSignedIt() throws IOException {
        var list = read(text("crl.pem")).lists().getFirst();

        assertThat(list.isSignedBy(certificate("ca.crt"))).isTrue();
        assertThat(list.isSignedBy(certificate("other-ca.crt"))).isFalse();
    }

    @Test
    void tellsListsBeforeABrokenOne() throws IOException {
        var file =
                read(text("crl.pem") + text("crl-other.pem") + text("crl.pem").replace("MII", "AAA"));

        assertThat(file.lists()).hasSize(2);
        assertThat(file.isBroken()).isTrue();
        assertThat(read(text("ca.crt"))).isEqualTo(read(""));
    }
}

package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs12FileTest {

    private static final Path PKI = Path.of("src/test/resources/oracle/pki");
    private static final Path MADE = Path.of("src/test/resources/pki");

    private static Certificate certificate(String name) throws Exception {
        var bytes = Files.readAllBytes(PKI.resolve(name));
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
    }

    private static byte[] store(String passphrase) throws Exception {
        var der = PemBlock.in(Files.readString(PKI.resolve("client1.key")))
                .getFirst()
                .content()
                .orElseThrow();
        var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = {certificate("client1.crt"), certificate("ca.crt")};
        store.setKeyEntry("me", key, passphrase.toCharArray(), chain);
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, passphrase.toCharArray());
        return bytes.toByteArray();
    }

    private static KeyText file(byte[] bytes) {
        return KeyText.of(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Test
    void opensWithItsPassphrase() throws Exception {
        var bytes = store("open");
        var inline = KeyText.of(Base64.getMimeEncoder().encodeToString(bytes));

        var opened = Pkcs12File.parse(file(bytes), false, Optional.of(KeyText.of("open\n")));

        assertThat(opened).isInstanceOfSatisfying(Pkcs12File.Open.class, open -> {
            assertThat(open.certificate().commonName()).hasValue("client1");
            assertThat(open.key()).isEqualTo(open.certificate().key());
            assertThat(open.others()).hasSize(1);
        });
        assertThat(Pkcs12File.parse(inline, true, Optional.of(KeyText.of("open"))))
                .isEqualTo(opened);
    }

    @Test
    void staysLockedWithoutIt() throws Exception {
        var file = file(store("open"));

        assertThat(Pkcs12File.parse(file, false, Optional.empty())).isEqualTo(new Pkcs12File.Locked());
        assertThat(Pkcs12File.parse(file, false, Optional.of(KeyText.of("wrong"))))
                .isEqualTo(new Pkcs12File.Locked());
    }

    /** OpenSSL takes the empty passphrase for none, in whatever way the file is locked. */
    @ParameterizedTest
    @ValueSource(strings = {"client.p12", "client-legacy.p12", "client-no-mac.p12", "client-plain.p12"})
    void opensWithoutPassphraseWhatOpenSslMade(String name) throws Exception {
        var bytes = Files.readAllBytes(MADE.resolve(name));
        var inline = KeyText.of(Base64.getMimeEncoder().encodeToString(bytes));

        var opened = Pkcs12File.parse(file(bytes), false, Optional.empty());

        assertIsClient(opened);
        assertThat(Pkcs12File.parse(inline, true, Optional.empty())).isEqualTo(opened);
        assertThat(Pkcs12File.parse(file(bytes), false, Optional.of(KeyText.of("needless"))))
                .isEqualTo(opened);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-locked.p12", "client-legacy-locked.p12"})
    void opensWithPassphraseWhatOpenSslMade(String name) throws Exception {
        var file = file(Files.readAllBytes(MADE.resolve(name)));

        assertIsClient(Pkcs12File.parse(file, false, Optional.of(KeyText.of("throwaway\n"))));
        assertThat(Pkcs12File.parse(file, false, Optional.of(KeyText.of("wrong"))))
                .isEqualTo(new Pkcs12File.Locked());
        assertThat(Pkcs12File.parse(file, false, Optional.empty())).isEqualTo(new Pkcs12File.Locked());
    }

    private static void assertIsClient(Pkcs12File opened) {
        assertThat(opened).isInstanceOfSatisfying(Pkcs12File.Open.class, open -> {
            assertThat(open.certificate().commonName()).hasValue("client");
            assertThat(open.key()).isEqualTo(open.certificate().key());
            assertThat(open.others()).hasSize(1);
        });
    }

    @Test
    void bytesThatLookLikeATemplateAreNone() throws Exception {
        for (var braces : List.of("{{", "{%", "${", "$(")) {
            assertThat(file(("0\0" + braces).getBytes(StandardCharsets.ISO_8859_1))
                            .isTemplate())
                    .isFalse();
            assertThat(KeyText.of(braces).isTemplate()).isTrue();
        }
    }

    @Test
    void whatHoldsNoKeyIsTold() throws Exception {
        var file = file(Files.readAllBytes(MADE.resolve("client-without-key.p12")));

        assertThat(Pkcs12File.parse(file, false, Optional.empty())).isEqualTo(new Pkcs12File.Keyless());
    }

    @Test
    void whatTheLibraryCannotReadIsUnknown() throws Exception {
        var unheardOf =
                new Pfx(new ContentInfo(new ASN1ObjectIdentifier("1.2.3.4"), new DEROctetString(new byte[3])), null);

        assertThat(Pkcs12File.parse(file(unheardOf.getEncoded()), false, Optional.empty()))
                .isEqualTo(new Pkcs12File.Unknown());
        assertThat(Pkcs12File.parse(file(unheardOf.getEncoded()), false, Optional.of(KeyText.of("any"))))
                .isEqualTo(new Pkcs12File.Unknown());
    }

    @Test
    void whatIsNoneIsBroken() throws Exception {
        var half = new String(store("open"), StandardCharsets.ISO_8859_1).substring(0, 300);

        assertThat(Pkcs12File.parse(KeyText.of(half), false, Optional.empty())).isEqualTo(new Pkcs12File.Broken());
        assertThat(Pkcs12File.parse(KeyText.of("no key"), false, Optional.empty()))
                .isEqualTo(new Pkcs12File.Broken());
        assertThat(Pkcs12File.parse(KeyText.of(""), false, Optional.empty())).isEqualTo(new Pkcs12File.Broken());
        assertThat(Pkcs12File.parse(KeyText.of("?"), true, Optional.empty())).isEqualTo(new Pkcs12File.Broken());
    }
}

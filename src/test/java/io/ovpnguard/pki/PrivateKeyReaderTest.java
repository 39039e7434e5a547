package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeyReaderTest {

    private static KeyPair keys(String algorithm, int bits) throws Exception {
        // Bouncy Castle's keys name their curve inside as well, as OpenSSL's do.
        var generator = KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider());
        if (bits > 0) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair();
    }

    private static String pem(Object what) throws Exception {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }

    private static String pkcs8(KeyPair keys) throws Exception {
        return pem(new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    private static PrivateKeyFacts read(String text) {
        return PrivateKeyFacts.parse(KeyText.of(text));
    }

    private static PrivateKeyFacts read(String text, String passphrase) {
        return PrivateKeyFacts.parse(KeyText.of(text), KeyText.of(passphrase));
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048, RSA, 2048", "EC, 256, EC, 256", "EC, 384, EC, 384", "Ed25519, 0, ED25519, 256"})
    void readsPkcs8(String algorithm, int bits, KeyFacts.Algorithm expected, int expectedBits) throws Exception {
        assertThat(read(pkcs8(keys(algorithm, bits))))
                .isInstanceOfSatisfying(PrivateKeyFacts.Readable.class, readable -> {
                    assertThat(readable.key().algorithm()).isEqualTo(expected);
                    assertThat(readable.key().bits()).isEqualTo(expectedBits);
                });
    }

    /** {@code openssl ec -pubout} of 3.0 tells the public half that stands there, too. */
    @Test
    void takesThePublicHalfThatStandsBesideAPrivateKey() throws Exception {
        var one = keys("EC", 256);
        var other = keys("EC", 256);
        var ofOther = half(other).getPublicKey();
        var info = PrivateKeyInfo.getInstance(one.getPrivate().getEncoded());
        var mixed = new ECPrivateKey(256, half(one).getKey(), ofOther, null);

        var read = read(pem(
                new PemObject("PRIVATE KEY", new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), mixed).getEncoded())));

        assertThat(read).isEqualTo(read(pkcs8(other)));
    }

    @Test
    void reckonsThePublicHalfThatDoesNotStandThere() throws Exception {
        var keys = keys("EC", 256);
        var info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        var bare = new PrivateKeyInfo(
                info.getPrivateKeyAlgorithm(), new ECPrivateKey(256, half(keys).getKey(), null, null));

        assertThat(read(pem(new PemObject("PRIVATE KEY", bare.getEncoded())))).isEqualTo(read(pkcs8(keys)));
    }

    private static ECPrivateKey half(KeyPair keys) throws Exception {
        return ECPrivateKey.getInstance(
                PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded()).parsePrivateKey());
    }

    /** {@code RSA PRIVATE KEY} and {@code EC PRIVATE KEY}. */
    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256"})
    void theOlderFormIsTheSameKey(String algorithm, int bits) throws Exception {
        var keys = keys(algorithm, bits);
        var older = pem(keys.getPrivate());

        assertThat(older).startsWith("-----BEGIN " + algorithm + " PRIVATE KEY-----");
        assertThat(read(older)).isEqualTo(read(pkcs8(keys))).isNotEqualTo(read(pkcs8(keys(algorithm, bits))));
    }

    @Test
    void aPassphraseOpensPkcs8() throws Exception {
        var keys = keys("RSA", 2048);
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword("open".toCharArray())
                .build();
        var info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        var locked = pem(new PKCS8Generator(info, encryptor));

        assertThat(read(locked)).isEqualTo(new PrivateKeyFacts.Locked());
        assertThat(read(locked, "open\nmore")).isEqualTo(read(pkcs8(keys)));
        assertThat(read(locked, "wrong")).isEqualTo(new PrivateKeyFacts.WronglyLocked());
    }

    @Test
    void aPassphraseOpensTheOlderForm() throws Exception {
        var keys = keys("RSA", 2048);
        var encryptor = new JcePEMEncryptorBuilder("AES-256-CBC")
                .setProvider(new BouncyCastleProvider())
                .build("open".toCharArray());
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(keys.getPrivate(), encryptor);
        }

        assertThat(read(text.toString())).isEqualTo(new PrivateKeyFacts.Locked());
        assertThat(read(text.toString(), "open")).isEqualTo(read(pkcs8(keys)));
        assertThat(read(text.toString(), "wrong")).isEqualTo(new PrivateKeyFacts.WronglyLocked());
    }

    @Test
    void whatIsNoKeyIsAbsent() throws Exception {
        var whole = pkcs8(keys("RSA", 2048));

        assertThat(read("")).isEqualTo(new PrivateKeyFacts.Absent());
        assertThat(read(whole.substring(0, 200))).isEqualTo(new PrivateKeyFacts.Absent());
        assertThat(read(whole.replace("MII", "AAA"))).isEqualTo(new PrivateKeyFacts.Absent());
        assertThat(read(whole.replace("PRIVATE KEY", "CERTIFICATE"))).isEqualTo(new PrivateKeyFacts.Absent());
    }
}

package io.ovpnguard.pki.own;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** A certificate and the private key that belongs to it. */
public final class Credential {

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.UTF_8);

    private final X509Certificate certificate;
    private final PrivateKey key;

    Credential(X509Certificate certificate, PrivateKey key) {
        this.certificate = Objects.requireNonNull(certificate);
        this.key = Objects.requireNonNull(key);
    }

    /** {@return both, or empty where one of them cannot be read or they do not belong together} */
    static Optional<Credential> parse(String certificate, String key) {
        try (var reader = new PemReader(new StringReader(key))) {
            var block = reader.readPemObject();
            var certificates = certificates(certificate);
            if (block == null || certificates.isEmpty()) {
                return Optional.empty();
            }
            var read = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(block.getContent()));
            var credential = new Credential(certificates.getFirst(), read);
            return credential.isPair() ? Optional.of(credential) : Optional.empty();
        } catch (IOException | GeneralSecurityException | DecoderException | IllegalArgumentException unreadable) {
            // Nothing of it is told: an exception's text may hold parts of the key.
            return Optional.empty();
        }
    }

    static List<X509Certificate> certificates(String text) throws CertificateException {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** {@return the certificates of a text from elsewhere; none where it cannot be read} */
    public static List<X509Certificate> parseTrusted(String text) {
        try {
            return certificates(text);
        } catch (CertificateException unreadable) {
            return List.of();
        }
    }

    private boolean isPair() throws GeneralSecurityException {
        var signer = Signature.getInstance(SIGNATURE);
        signer.initSign(key);
        signer.update(PROBE);
        var verifier = Signature.getInstance(SIGNATURE);
        // Not the certificate itself: whose key usage is to sign certificates would be refused.
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(PROBE);
        return verifier.verify(signer.sign());
    }

    public X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    String keyText() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** {@return certificates as PEM, in this order} */
    public static String text(List<X509Certificate> certificates) {
        return certificates.stream().map(Credential::text).collect(Collectors.joining());
    }

    private static String text(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static String pem(String name, byte[] content) {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(name, content));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** {@return never the key} */
    @Override
    public String toString() {
        return "Credential[" + certificate.getSubjectX500Principal() + "]";
    }
}

package io.ovpnguard.openvpn;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** A certificate with its key, made for a test. */
public record TestCertificate(X509CertificateHolder holder, KeyPair keys) {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final AtomicInteger SERIAL = new AtomicInteger(0x1000);

    /** What a certificate is to be; one that is left alone is valid now and says nothing of its use. */
    public static final class Recipe {

        /** An extension to add. */
        private record Added(ASN1ObjectIdentifier type, boolean isCritical, ASN1Encodable value) {}

        private final String subject;
        private final List<Added> extensions = new ArrayList<>();
        private Optional<KeyPair> keys = Optional.empty();
        private Instant from = Instant.now().minus(Duration.ofDays(2));
        private Instant until = Instant.now().plus(Duration.ofDays(30));
        private Optional<TestCertificate> issuer = Optional.empty();
        private Optional<String> algorithm = Optional.empty();
        private boolean hasKeyIds = true;

        private Recipe(String subject) {
            this.subject = subject;
        }

        public Recipe by(TestCertificate authority) {
            issuer = Optional.of(authority);
            return this;
        }

        public Recipe keys(KeyPair pair) {
            keys = Optional.of(pair);
            return this;
        }

        public Recipe from(Duration sinceNow) {
            from = Instant.now().plus(sinceNow);
            return this;
        }

        public Recipe until(Duration sinceNow) {
            until = Instant.now().plus(sinceNow);
            return this;
        }

        public Recipe signedWith(String name) {
            algorithm = Optional.of(name);
            return this;
        }

        public Recipe withoutKeyIds() {
            hasKeyIds = false;
            return this;
        }

        public Recipe authority() {
            return extension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        }

        Recipe authority(int pathLength) {
            return extension(Extension.basicConstraints, true, new BasicConstraints(pathLength))
                    .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        }

        public Recipe usage(int bits) {
            return extension(Extension.keyUsage, true, new KeyUsage(bits));
        }

        public Recipe extended(KeyPurposeId... purposes) {
            return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }

        Recipe netscape(int bits) {
            return extension(MiscObjectIdentifiers.netscapeCertType, false, new DERBitString((byte) bits, 0));
        }

        Recipe extension(ASN1ObjectIdentifier type, boolean isCritical, ASN1Encodable value) {
            extensions.add(new Added(type, isCritical, value));
            return this;
        }

        public TestCertificate make() {
            var own = keys.orElseGet(() -> rsa(2048));
            try {
                var by = issuer.map(authority -> authority.keys).orElse(own);
                var builder = new JcaX509v3CertificateBuilder(
                        issuer.map(authority -> authority.holder.getSubject()).orElse(new X500Name(subject)),
                        BigInteger.valueOf(SERIAL.incrementAndGet()),
                        Date.from(from),
                        Date.from(until),
                        new X500Name(subject),
                        own.getPublic());
                if (hasKeyIds) {
                    var ids = new JcaX509ExtensionUtils();
                    builder.addExtension(
                            Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(own.getPublic()));
                    builder.addExtension(
                            Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(by.getPublic()));
                }
                for (var each : extensions) {
                    builder.addExtension(each.type, each.isCritical, each.value);
                }
                return new TestCertificate(builder.build(signer(by, algorithm)), own);
            } catch (GeneralSecurityException | IOException | OperatorCreationException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** {@return a recipe for a subject such as {@code CN=server}} */
    public static Recipe of(String subject) {
        return new Recipe(subject);
    }

    public static KeyPair rsa(int bits) {
        return keys("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    /** {@return keys as OpenSSL makes them, of more curves than the JDK has: the public half stands beside the private one} */
    public static KeyPair ec(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static KeyPair rsaPss() {
        return keys("RSASSA-PSS", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    }

    static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyPair keys(String algorithm, AlgorithmParameterSpec kind) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(kind);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static ContentSigner signer(KeyPair by, Optional<String> algorithm) throws OperatorCreationException {
        var usual = switch (by.getPrivate().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        return new JcaContentSignerBuilder(algorithm.orElse(usual)).build(by.getPrivate());
    }

    /** {@return an authority on a curve that ends so late that nobody is told of it} */
    public static TestCertificate lastingAuthority(String subject) {
        return of(subject).keys(ec("secp256r1")).authority().until(YEAR).make();
    }

    /** {@return what an authority like that gives to a server or a client} */
    public static Recipe lasting(String subject, TestCertificate by, KeyPurposeId purpose) {
        return of(subject)
                .keys(ec("secp256r1"))
                .by(by)
                .extended(purpose)
                .usage(KeyUsage.digitalSignature)
                .until(YEAR);
    }

    /** {@return a revocation list of this authority} */
    public String revoking(Duration from, Duration until, TestCertificate... revoked) {
        try {
            var list = new X509v2CRLBuilder(
                    holder.getSubject(), Date.from(Instant.now().plus(from)));
            list.setNextUpdate(Date.from(Instant.now().plus(until)));
            for (var each : revoked) {
                list.addCRLEntry(each.holder.getSerialNumber(), new Date(), CRLReason.keyCompromise);
            }
            return pem("X509 CRL", list.build(signer(keys, Optional.empty())).getEncoded());
        } catch (IOException | OperatorCreationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public String certificate() {
        try {
            return pem("CERTIFICATE", holder.getEncoded());
        } catch (IOException unencodable) {
            throw new UncheckedIOException(unencodable);
        }
    }

    public String key() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    static String pem(String name, byte[] bytes) {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(name, bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}

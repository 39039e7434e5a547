package io.ovpnguard.pki.own;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates with EC keys on P-256, which every API server takes. */
final class CertificateMaker {

    /** The clocks of other machines may be behind by that much; it is no part of a lifetime. */
    static final Duration BACKDATED = Duration.ofMinutes(5);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 127;

    private CertificateMaker() {}

    /** {@return an authority that signs itself, under a name of its own, so that old and new are told apart} */
    static Credential authority(Instant now, Duration lifetime) {
        var keys = keys();
        var serial = serial();
        var name = new X500Principal("CN=ovpnguard authority " + serial.toString(Character.MAX_RADIX));
        var builder = new JcaX509v3CertificateBuilder(
                name, serial, begin(now), Date.from(now.plus(lifetime)), name, keys.getPublic());
        try {
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(keys.getPublic()));
            return signed(builder, keys, keys.getPrivate());
        } catch (GeneralSecurityException | CertIOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return a server's certificate, valid no longer than the authority that signs it} */
    static Credential leaf(Credential authority, List<String> names, Instant now, Duration lifetime) {
        var keys = keys();
        var builder = new JcaX509v3CertificateBuilder(
                authority.certificate().getSubjectX500Principal(),
                serial(),
                begin(now),
                Date.from(end(authority, now, lifetime)),
                new X500Principal("CN=" + names.getFirst()),
                keys.getPublic());
        try {
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(
                            authority.certificate().getPublicKey()));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.stream()
                            .map(name -> new GeneralName(GeneralName.dNSName, name))
                            .toArray(GeneralName[]::new)));
            return signed(builder, keys, authority.key());
        } catch (GeneralSecurityException | CertIOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return until when a leaf made now would be valid} */
    private static Instant end(Credential authority, Instant now, Duration lifetime) {
        return end(authority.certificate().getNotAfter().toInstant(), now, lifetime);
    }

    /** {@return until when a leaf made now would be valid; certificates count whole seconds} */
    static Instant end(Instant authorityEnds, Instant now, Duration lifetime) {
        var own = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        return own.isAfter(authorityEnds) ? authorityEnds : own;
    }

    private static Credential signed(X509v3CertificateBuilder builder, KeyPair keys, PrivateKey signer)
            throws GeneralSecurityException {
        try {
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer));
            return new Credential(new JcaX509CertificateConverter().getCertificate(holder), keys.getPrivate());
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(0);
    }

    private static Date begin(Instant now) {
        return Date.from(now.minus(BACKDATED));
    }
}

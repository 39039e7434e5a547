package io.ovpnguard.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/**
 * What is told of a public key.
 *
 * @param bits of the modulus, or of the curve's order
 * @param curve its name ({@link CurveName}), such as {@code P-256}; only of elliptic curves
 * @param fingerprint equal for the public and the private half of one key
 */
public record KeyFacts(Algorithm algorithm, int bits, Optional<String> curve, String fingerprint) {

    /** Kinds of keys. */
    public enum Algorithm {
        RSA,
        RSA_PSS,
        EC,
        ED25519,
        ED448,
        OTHER
    }

    private static final int ED25519_BITS = 256;
    private static final int ED448_BITS = 456;

    public KeyFacts {
        Objects.requireNonNull(algorithm);
        Objects.requireNonNull(curve);
        Objects.requireNonNull(fingerprint);
    }

    /** {@return whether everybody has its private half} */
    public boolean isPublished() {
        return PublishedKeys.sample(fingerprint).isPresent();
    }

    static KeyFacts of(SubjectPublicKeyInfo key) throws IOException {
        var algorithm = key.getAlgorithm();
        return switch (kind(algorithm)) {
            case RSA, RSA_PSS -> {
                var rsa = RSAPublicKey.getInstance(key.parsePublicKey());
                yield rsa(kind(algorithm), rsa.getModulus(), rsa.getPublicExponent());
            }
            case EC -> ec(algorithm, key.getPublicKeyData().getBytes());
            case ED25519 -> edwards(Algorithm.ED25519, key.getPublicKeyData().getBytes());
            case ED448 -> edwards(Algorithm.ED448, key.getPublicKeyData().getBytes());
            case OTHER ->
                new KeyFacts(
                        Algorithm.OTHER,
                        key.getPublicKeyData().getBytes().length * Byte.SIZE,
                        Optional.empty(),
                        Fingerprints.of(key.getEncoded()));
        };
    }

    static KeyFacts rsa(Algorithm algorithm, BigInteger modulus, BigInteger exponent) throws IOException {
        return new KeyFacts(
                algorithm,
                modulus.bitLength(),
                Optional.empty(),
                Fingerprints.of(new RSAPublicKey(modulus, exponent).getEncoded()));
    }

    /** A point may come compressed; its fingerprint is that of the uncompressed form. */
    static KeyFacts ec(AlgorithmIdentifier algorithm, byte[] point) throws IOException {
        var parameters = X962Parameters.getInstance(algorithm.getParameters());
        if (!parameters.isNamedCurve()) {
            return new KeyFacts(Algorithm.EC, 0, Optional.of("explicit"), Fingerprints.of(point));
        }
        var oid = ASN1ObjectIdentifier.getInstance(parameters.getParameters());
        var known = curve(oid);
        if (known.isEmpty()) {
            return new KeyFacts(Algorithm.EC, 0, Optional.of(oid.getId()), Fingerprints.of(point));
        }
        var curve = known.get();
        var uncompressed = curve.getCurve().decodePoint(point).getEncoded(false);
        return new KeyFacts(
                Algorithm.EC, curve.getN().bitLength(), Optional.of(curveName(oid)), Fingerprints.of(uncompressed));
    }

    /** Bouncy Castle reckons faster on some curves if it is asked for them so. */
    static Optional<X9ECParameters> curve(ASN1ObjectIdentifier oid) {
        return Optional.ofNullable(CustomNamedCurves.getByOID(oid))
                .or(() -> Optional.ofNullable(ECNamedCurveTable.getByOID(oid)));
    }

    static KeyFacts edwards(Algorithm algorithm, byte[] point) {
        return new KeyFacts(
                algorithm,
                algorithm == Algorithm.ED25519 ? ED25519_BITS : ED448_BITS,
                Optional.empty(),
                Fingerprints.of(point));
    }

    static Algorithm kind(AlgorithmIdentifier algorithm) {
        var oid = algorithm.getAlgorithm();
        if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return Algorithm.RSA;
        }
        if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return Algorithm.RSA_PSS;
        }
        if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return Algorithm.EC;
        }
        if (oid.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return Algorithm.ED25519;
        }
        return oid.equals(EdECObjectIdentifiers.id_Ed448) ? Algorithm.ED448 : Algorithm.OTHER;
    }

    private static String curveName(ASN1ObjectIdentifier oid) {
        var name = ECNamedCurveTable.getName(oid);
        return name == null ? oid.getId() : CurveName.of(name);
    }
}

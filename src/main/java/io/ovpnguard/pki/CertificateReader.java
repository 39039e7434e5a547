package io.ovpnguard.pki;

import com.github.benmanes.caffeine.cache.Interner;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

/** Takes the facts out of an X.509 certificate that Bouncy Castle has read. */
final class CertificateReader {

    /** Ten thousand clients of one authority have these in common. */
    private static final Interner<DistinguishedName> ISSUERS = Interner.newWeakInterner();

    private static final Interner<CertificateFacts.Usages> USAGES = Interner.newWeakInterner();
    private static final Interner<CertificateFacts.AuthorityKeyId> AUTHORITIES = Interner.newWeakInterner();

    /** What OpenSSL handles when it is critical ({@code X509_supported_extension} of v3_purp.c). */
    private static final Set<String> KNOWN_CRITICAL = Set.of(
            MiscObjectIdentifiers.netscapeCertType.getId(),
            Extension.keyUsage.getId(),
            Extension.subjectAlternativeName.getId(),
            Extension.basicConstraints.getId(),
            Extension.certificatePolicies.getId(),
            Extension.cRLDistributionPoints.getId(),
            Extension.extendedKeyUsage.getId(),
            "1.3.6.1.5.5.7.1.7",
            "1.3.6.1.5.5.7.1.8",
            Extension.policyConstraints.getId(),
            "1.3.6.1.5.5.7.1.14",
            Extension.nameConstraints.getId(),
            Extension.policyMappings.getId(),
            Extension.inhibitAnyPolicy.getId());

    private final X509CertificateHolder certificate;

    private CertificateReader(X509CertificateHolder certificate) {
        this.certificate = certificate;
    }

    /** {@return the facts, or empty when the bytes are no certificate} */
    static Optional<CertificateFacts> read(byte[] der) {
        try {
            return Optional.of(of(new X509CertificateHolder(der)));
        } catch (IOException | RuntimeException broken) {
            // Bouncy Castle throws many kinds for bytes that are not what they claim.
            return Optional.empty();
        }
    }

    static CertificateFacts of(X509CertificateHolder certificate) throws IOException {
        return new CertificateReader(certificate).facts();
    }

    private CertificateFacts facts() throws IOException {
        var der = certificate.getEncoded();
        return new CertificateFacts(
                Fingerprints.of(der),
                sha1(der),
                DistinguishedName.of(certificate.getSubject()),
                ISSUERS.intern(DistinguishedName.of(certificate.getIssuer())),
                certificate.getSerialNumber(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                KeyFacts.of(certificate.getSubjectPublicKeyInfo()),
                digest(certificate.getSignatureAlgorithm()),
                USAGES.intern(usages()),
                extension(Extension.subjectKeyIdentifier)
                        .map(value -> hex(ASN1OctetString.getInstance(value).getOctets())),
                authority().map(AUTHORITIES::intern),
                Signed.certificate(der));
    }

    private CertificateFacts.Usages usages() {
        var constraints = extension(Extension.basicConstraints).map(BasicConstraints::getInstance);
        return new CertificateFacts.Usages(
                certificate.getVersionNumber(),
                extension(Extension.keyUsage).map(CertificateReader::bits),
                extension(Extension.extendedKeyUsage)
                        .map(ExtendedKeyUsage::getInstance)
                        .map(usage -> Arrays.stream(usage.getUsages())
                                .map(purpose -> purpose.getId())
                                .collect(Collectors.toUnmodifiableSet())),
                extension(MiscObjectIdentifiers.netscapeCertType).map(CertificateReader::bits),
                constraints.map(BasicConstraints::isCA),
                constraints.map(BasicConstraints::getPathLenConstraint).map(BigInteger::intValue),
                hasUnknownCritical(),
                extension(Extension.nameConstraints).isPresent());
    }

    private boolean hasUnknownCritical() {
        for (var oid : certificate.getCriticalExtensionOIDs()) {
            if (!KNOWN_CRITICAL.contains(oid.toString())) {
                return true;
            }
        }
        return false;
    }

    private Optional<CertificateFacts.AuthorityKeyId> authority() {
        return extension(Extension.authorityKeyIdentifier)
                .map(AuthorityKeyIdentifier::getInstance)
                .map(found -> new CertificateFacts.AuthorityKeyId(
                        Optional.ofNullable(found.getKeyIdentifierOctets()).map(CertificateReader::hex),
                        Optional.ofNullable(found.getAuthorityCertSerialNumber()),
                        issuer(found)));
    }

    private static Optional<String> issuer(AuthorityKeyIdentifier authority) {
        if (authority.getAuthorityCertIssuer() == null) {
            return Optional.empty();
        }
        for (var name : authority.getAuthorityCertIssuer().getNames()) {
            if (name.getTagNo() == GeneralName.directoryName) {
                try {
                    return Optional.of(DistinguishedName.of(X500Name.getInstance(name.getName()))
                            .canonical());
                } catch (IOException unencodable) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ASN1Primitive> extension(ASN1ObjectIdentifier oid) {
        return Optional.ofNullable(certificate.getExtension(oid))
                .map(found -> found.getParsedValue().toASN1Primitive());
    }

    /** The first byte of a bit string, and the second above it, as OpenSSL's {@code KU_} numbers have them. */
    private static int bits(ASN1Primitive value) {
        var bytes = ASN1BitString.getInstance(value).getBytes();
        var low = bytes.length > 0 ? bytes[0] & 0xff : 0;
        return bytes.length > 1 ? low | (bytes[1] & 0xff) << 8 : low;
    }

    private static String digest(AlgorithmIdentifier algorithm) {
        var oid = algorithm.getAlgorithm();
        if (oid.equals(EdECObjectIdentifiers.id_Ed25519) || oid.equals(EdECObjectIdentifiers.id_Ed448)) {
            return oid.equals(EdECObjectIdentifiers.id_Ed25519) ? "ED25519" : "ED448";
        }
        var finder = new DefaultAlgorithmNameFinder();
        if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            var hash = RSASSAPSSparams.getInstance(algorithm.getParameters()).getHashAlgorithm();
            return plain(finder.getAlgorithmName(hash.getAlgorithm()));
        }
        var name = finder.getAlgorithmName(oid).toUpperCase(Locale.ROOT);
        var with = name.indexOf("WITH");
        return plain(with < 0 ? name : name.substring(0, with));
    }

    private static String plain(String digest) {
        return digest.toUpperCase(Locale.ROOT).replace("-", "");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String sha1(byte[] der) {
        try {
            return hex(MessageDigest.getInstance("SHA-1").digest(der));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-1", missing);
        }
    }
}

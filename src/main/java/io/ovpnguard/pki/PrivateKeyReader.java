package io.ovpnguard.pki;

import io.ovpnguard.pki.PrivateKeyFacts.Absent;
import io.ovpnguard.pki.PrivateKeyFacts.Locked;
import io.ovpnguard.pki.PrivateKeyFacts.Readable;
import io.ovpnguard.pki.PrivateKeyFacts.WronglyLocked;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Reads private keys: PKCS#8, and what OpenSSL wrote before it, RSA and EC. */
final class PrivateKeyReader {

    static final ParsedTexts<PrivateKeyFacts> PARSED = new ParsedTexts<>(PrivateKeyReader::read);

    private PrivateKeyReader() {}

    private static PrivateKeyFacts read(KeyText text) {
        return block(text.text()).map(PrivateKeyReader::read).orElse(new Absent());
    }

    private static Optional<PemBlock> block(String text) {
        return PemBlock.in(text).stream()
                .filter(block -> PrivateKeyFacts.NAMES.contains(block.name()))
                .findFirst();
    }

    private static PrivateKeyFacts read(PemBlock block) {
        var reduced = ReducedKey.parse(block.text());
        if (reduced.isPresent()) {
            return new Readable(reduced.get());
        }
        try {
            return switch (parsed(block)) {
                case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ -> new Locked();
                case PEMKeyPair pair -> new Readable(facts(pair.getPrivateKeyInfo()));
                case PrivateKeyInfo info -> new Readable(facts(info));
                default -> new Absent();
            };
        } catch (IOException | RuntimeException broken) {
            // Nothing of it is told: an exception's text may hold parts of the key.
            return new Absent();
        }
    }

    static PrivateKeyFacts unlock(KeyText text, KeyText passphrase) {
        var password = passphrase.text().lines().findFirst().orElse("").toCharArray();
        try {
            return switch (parsed(block(text.text()).orElseThrow())) {
                case PEMEncryptedKeyPair pair ->
                    new Readable(facts(pair.decryptKeyPair(new BcPEMDecryptorProvider(password))
                            .getPrivateKeyInfo()));
                case PKCS8EncryptedPrivateKeyInfo info ->
                    new Readable(facts(info.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(new BouncyCastleProvider())
                            .build(password))));
                default -> new Absent();
            };
        } catch (IOException | PKCSException | OperatorCreationException | RuntimeException wrong) {
            return new WronglyLocked();
        }
    }

    private static Object parsed(PemBlock block) throws IOException {
        try (var parser = new PEMParser(new StringReader(block.text()))) {
            var found = parser.readObject();
            return found == null ? block : found;
        }
    }

    static KeyFacts facts(PrivateKeyInfo info) throws IOException {
        var algorithm = info.getPrivateKeyAlgorithm();
        return switch (KeyFacts.kind(algorithm)) {
            case RSA, RSA_PSS -> {
                var rsa = RSAPrivateKey.getInstance(info.parsePrivateKey());
                yield KeyFacts.rsa(KeyFacts.kind(algorithm), rsa.getModulus(), rsa.getPublicExponent());
            }
            case EC -> KeyFacts.ec(algorithm, point(info));
            case ED25519 ->
                KeyFacts.edwards(
                        KeyFacts.Algorithm.ED25519,
                        new Ed25519PrivateKeyParameters(seed(info), 0)
                                .generatePublicKey()
                                .getEncoded());
            case ED448 ->
                KeyFacts.edwards(
                        KeyFacts.Algorithm.ED448,
                        new Ed448PrivateKeyParameters(seed(info), 0)
                                .generatePublicKey()
                                .getEncoded());
            case OTHER -> throw new IOException("a kind of key that is not read");
        };
    }

    private static byte[] seed(PrivateKeyInfo info) throws IOException {
        return ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
    }

    /** The public half may stand beside the private one, and is believed ({@code d2i_ECPrivateKey} of ec_asn1.c). */
    private static byte[] point(PrivateKeyInfo info) throws IOException {
        var key = ECPrivateKey.getInstance(info.parsePrivateKey());
        if (key.getPublicKey() != null) {
            return key.getPublicKey().getBytes();
        }
        var parameters =
                X962Parameters.getInstance(info.getPrivateKeyAlgorithm().getParameters());
        var curve = KeyFacts.curve(ASN1ObjectIdentifier.getInstance(parameters.getParameters()))
                .orElseThrow(() -> new IOException("a curve that is not known"));
        return new FixedPointCombMultiplier()
                .multiply(curve.getG(), key.getKey())
                .getEncoded(false);
    }
}

package io.ovpnguard.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.util.encoders.Base64;
import org.bouncycastle.util.encoders.DecoderException;

/**
 * How a PKCS#12 file is made, which it tells without its passphrase, and by which releases of OpenSSL differ
 * ({@code PKCS12_parse} of p12_kiss.c).
 *
 * @param isOld whether a part is encrypted with RC2, RC4 or DES, for which OpenSSL 3 needs its legacy provider
 * @param hasChecksum whether it has the checksum without which OpenSSL before 3.0 takes no passphrase for right
 */
public record Pkcs12Form(boolean isOld, boolean hasChecksum) {

    /** Triple DES, which OpenSSL 3 has in its default provider. */
    private static final Set<String> TRIPLE_DES = Set.of(
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC.getId(),
            PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC.getId(),
            PKCSObjectIdentifiers.des_EDE3_CBC.getId());

    /** AES, Camellia and ARIA are what else OpenSSL 3 knows by default. */
    private static final Set<String> NEW_FAMILIES =
            Set.of(NISTObjectIdentifiers.aes.getId() + ".", "1.2.392.200011.61.1.1.1.", "1.2.410.200046.1.1.");

    /** {@return how the file in a text is made; empty if that cannot be told} */
    public static Optional<Pkcs12Form> of(KeyText text, boolean isInline) {
        try (var stream = new ASN1InputStream(bytes(text, isInline))) {
            return Optional.ofNullable(Pfx.getInstance(stream.readObject())).map(Pkcs12Form::of);
        } catch (IOException | RuntimeException unlike) {
            return Optional.empty();
        }
    }

    /**
     * {@return the bytes of the file: a text's own, or what its Base64 stands for where it stands inline}
     *
     * @throws DecoderException if that is no Base64
     */
    static byte[] bytes(KeyText text, boolean isInline) {
        return isInline ? Base64.decode(text.text()) : text.text().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Pkcs12Form of(Pfx file) {
        var parts = AuthenticatedSafe.getInstance(octets(file.getAuthSafe())).getContentInfo();
        return new Pkcs12Form(
                Stream.of(parts).flatMap(Pkcs12Form::algorithms).anyMatch(Pkcs12Form::isOld),
                file.getMacData() != null);
    }

    private static byte[] octets(ContentInfo part) {
        return ASN1OctetString.getInstance(part.getContent()).getOctets();
    }

    /** What a part is encrypted with, or the keys in one that is not. */
    private static Stream<AlgorithmIdentifier> algorithms(ContentInfo part) {
        if (part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
            return Stream.of(EncryptedData.getInstance(part.getContent()).getEncryptionAlgorithm());
        }
        if (!part.getContentType().equals(PKCSObjectIdentifiers.data)) {
            return Stream.empty();
        }
        return Stream.of(ASN1Sequence.getInstance(octets(part)).toArray())
                .map(SafeBag::getInstance)
                .filter(bag -> bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag))
                .map(bag ->
                        EncryptedPrivateKeyInfo.getInstance(bag.getBagValue()).getEncryptionAlgorithm());
    }

    private static boolean isOld(AlgorithmIdentifier algorithm) {
        var cipher = algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)
                ? PBES2Parameters.getInstance(algorithm.getParameters())
                        .getEncryptionScheme()
                        .getAlgorithm()
                        .getId()
                : algorithm.getAlgorithm().getId();
        return !TRIPLE_DES.contains(cipher) && NEW_FAMILIES.stream().noneMatch(cipher::startsWith);
    }
}

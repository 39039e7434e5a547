package io.ovpnguard.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.DecoderException;

/** What is told of a PKCS#12 file. */
public sealed interface Pkcs12File {

    /**
     * The empty passphrase. To Bouncy Castle no character means none at all, with which it reads no PBES2. A zero is the
     * same as the empty one to each way in which such files are locked, since all of them fill a passphrase up with zeros.
     */
    String EMPTY = "\0";

    /** No passphrase, which OpenSSL tries where the empty one does not fit. */
    String ABSENT = "";

    /**
     * A file that opens.
     *
     * @param certificate the one that belongs to the key
     * @param others further certificates, authorities among them
     */
    record Open(CertificateFacts certificate, KeyFacts key, List<CertificateFacts> others) implements Pkcs12File {

        public Open {
            Objects.requireNonNull(certificate);
            Objects.requireNonNull(key);
            others = List.copyOf(others);
        }
    }

    /** A file that does not open with the given passphrase, or with none. */
    record Locked() implements Pkcs12File {}

    /** A file that opens and holds no key. */
    record Keyless() implements Pkcs12File {}

    /** Not a file of that kind. */
    record Broken() implements Pkcs12File {}

    /** A file of that kind that is not understood here, but perhaps by OpenSSL. */
    record Unknown() implements Pkcs12File {}

    /**
     * {@return what a text holds: the file's bytes, or Base64 where it stands inline}
     *
     * <p>OpenVPN tries without a passphrase first, and then with the one of {@code askpass} ({@code tls_ctx_load_pkcs12} of
     * ssl_openssl.c, 2.2 to 2.7).
     */
    static Pkcs12File parse(KeyText text, boolean isInline, Optional<KeyText> passphrase) {
        try {
            var bytes = Pkcs12Form.bytes(text, isInline);
            return contentType(bytes)
                    .<Pkcs12File>map(
                            type -> type.equals(PKCSObjectIdentifiers.data) ? open(bytes, passphrase) : new Unknown())
                    .orElseGet(Broken::new);
        } catch (DecoderException notBase64) {
            return new Broken();
        }
    }

    /** Empty if the bytes do not begin with a file of that kind; what follows it is not read. */
    private static Optional<ASN1ObjectIdentifier> contentType(byte[] bytes) {
        try (var stream = new ASN1InputStream(bytes)) {
            return Optional.ofNullable(Pfx.getInstance(stream.readObject()))
                    .map(pfx -> pfx.getAuthSafe().getContentType());
        } catch (IOException | RuntimeException other) {
            return Optional.empty();
        }
    }

    private static Pkcs12File open(byte[] bytes, Optional<KeyText> passphrase) {
        var word = passphrase.flatMap(given -> given.text().lines().findFirst()).filter(found -> !found.isEmpty());
        Pkcs12File told = new Locked();
        for (var attempt :
                Stream.concat(Stream.of(EMPTY, ABSENT), word.stream()).toList()) {
            var found = open(bytes, attempt);
            if (found instanceof Open || found instanceof Keyless) {
                return found;
            }
            told = told instanceof Locked ? found : told;
        }
        return told;
    }

    private static Pkcs12File open(byte[] bytes, String passphrase) {
        try {
            var store = KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
            store.load(new ByteArrayInputStream(bytes), passphrase.toCharArray());
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, new char[0]) instanceof PrivateKey key) {
                    return open(store, alias, PrivateKeyInfo.getInstance(key.getEncoded()));
                }
            }
            return new Keyless();
        } catch (IOException wrong) {
            // Bouncy Castle names a wrong passphrase so, where a checksum tells; all else is what it cannot read.
            return wrong.getMessage() != null && wrong.getMessage().contains("wrong password")
                    ? new Locked()
                    : new Unknown();
        } catch (GeneralSecurityException | RuntimeException unsupported) {
            return new Unknown();
        }
    }

    private static Pkcs12File open(KeyStore store, String alias, PrivateKeyInfo key)
            throws GeneralSecurityException, IOException {
        var own = CertificateReader.read(store.getCertificate(alias).getEncoded());
        var others = new ArrayList<CertificateFacts>();
        for (var each : store.getCertificateChain(alias)) {
            CertificateReader.read(each.getEncoded())
                    .filter(found -> !own.equals(Optional.of(found)))
                    .ifPresent(others::add);
        }
        for (var other : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(other)) {
                CertificateReader.read(store.getCertificate(other).getEncoded())
                        .filter(found -> !others.contains(found))
                        .ifPresent(others::add);
            }
        }
        return own.isPresent() ? new Open(own.get(), PrivateKeyReader.facts(key), others) : new Unknown();
    }
}

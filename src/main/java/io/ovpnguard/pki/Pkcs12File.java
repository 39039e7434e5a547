package io.ovpnguard.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.Base64;
import org.bouncycastle.util.encoders.DecoderException;

/** What is told of a PKCS#12 file. */
public sealed interface Pkcs12File {

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

    /** Not a file of that kind, or one without a key. */
    record Broken() implements Pkcs12File {}

    /** {@return what a text holds: the file's bytes, or Base64 where it stands inline} */
    static Pkcs12File parse(KeyText text, boolean isInline, Optional<KeyText> passphrase) {
        var word = passphrase.flatMap(given -> given.text().lines().findFirst()).orElse("");
        try {
            var bytes = isInline ? Base64.decode(text.text()) : text.text().getBytes(StandardCharsets.ISO_8859_1);
            var plain = open(bytes, "");
            return plain instanceof Locked && !word.isEmpty() ? open(bytes, word) : plain;
        } catch (DecoderException notBase64) {
            return new Broken();
        }
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
            return new Broken();
        } catch (IOException wrong) {
            // Bouncy Castle names both a wrong passphrase and broken bytes so.
            return wrong.getMessage() != null && wrong.getMessage().contains("wrong password")
                    ? new Locked()
                    : new Broken();
        } catch (GeneralSecurityException | RuntimeException broken) {
            return new Broken();
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
        return own.isPresent() ? new Open(own.get(), PrivateKeyReader.facts(key), others) : new Broken();
    }
}

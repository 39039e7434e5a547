package io.ovpnguard.pki;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** A certificate or revocation list whose signature can be checked. Who signed what is found out once. */
public final class Signed {

    /** Each takes some 300 bytes; of who has signed, each certificate knows itself. */
    private static final int MOST = 4_096;

    private static final Cache<Question, Boolean> ANSWERS =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private static final int MOST_SIGNERS = 64;

    /** Bouncy Castle keeps multiples of a point with it, and one authority signs many. */
    private static final Cache<String, ContentVerifierProvider> EC_SIGNERS =
            Caffeine.newBuilder().maximumSize(MOST_SIGNERS).build();

    /** As it is encoded: read by Bouncy Castle it takes several times the room, and it is checked once. */
    private final byte[] der;

    private final boolean isList;

    /** Kept here as well: a server with ten thousand clients asks it of each, however many others were asked meanwhile. */
    private volatile Optional<String> signer = Optional.empty();

    private record Question(String signed, String signer) {}

    /** Checks against the key of an issuer. */
    @FunctionalInterface
    private interface Check {
        boolean isValid(ContentVerifierProvider by) throws CertException;
    }

    /** Loaded only for what the JDK does not have: curves of Brainpool, RSA-PSS with odd parameters. */
    private static final class Rare {
        private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    }

    private Signed(byte[] der, boolean isList) {
        this.der = der.clone();
        this.isList = isList;
    }

    static Signed certificate(byte[] der) {
        return new Signed(der, false);
    }

    static Signed list(byte[] der) {
        return new Signed(der, true);
    }

    boolean isBy(String ownFingerprint, CertificateFacts by) {
        if (signer.isPresent() && signer.get().equals(by.fingerprint())) {
            return true;
        }
        var isBy = ANSWERS.get(new Question(ownFingerprint, by.fingerprint()), _ -> verify(by));
        if (isBy) {
            signer = Optional.of(by.fingerprint());
        }
        return isBy;
    }

    private boolean verify(CertificateFacts signer) {
        try {
            var check = check();
            return signer.key().algorithm() == KeyFacts.Algorithm.EC
                    ? verifyEc(signer, check)
                    : verify(key(signer), check);
        } catch (IOException unread) {
            throw new UncheckedIOException("it was read before", unread);
        }
    }

    private Check check() throws IOException {
        return isList ? new X509CRLHolder(der)::isSignatureValid : new X509CertificateHolder(der)::isSignatureValid;
    }

    /** Bouncy Castle takes a fifth of the JDK's time for it. */
    private static boolean verifyEc(CertificateFacts signer, Check check) throws IOException {
        try {
            return check.isValid(EC_SIGNERS.get(signer.fingerprint(), _ -> ecVerifier(signer)));
        } catch (CertException | RuntimeException otherDigest) {
            return verify(key(signer), check);
        }
    }

    private static ContentVerifierProvider ecVerifier(CertificateFacts signer) {
        try {
            return new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
                    .build(PublicKeyFactory.createKey(key(signer)));
        } catch (IOException | OperatorCreationException unknown) {
            throw new IllegalArgumentException("a key that Bouncy Castle does not read", unknown);
        }
    }

    private static SubjectPublicKeyInfo key(CertificateFacts signer) throws IOException {
        return new X509CertificateHolder(signer.signature().der).getSubjectPublicKeyInfo();
    }

    private static boolean verify(SubjectPublicKeyInfo key, Check check) {
        try {
            return check.isValid(new JcaContentVerifierProviderBuilder().build(key));
        } catch (OperatorCreationException | CertException | RuntimeException unknownToJdk) {
            return verifyRare(key, check);
        }
    }

    private static boolean verifyRare(SubjectPublicKeyInfo key, Check check) {
        try {
            return check.isValid(new JcaContentVerifierProviderBuilder()
                    .setProvider(Rare.PROVIDER)
                    .build(key));
        } catch (OperatorCreationException | CertException | RuntimeException wrong) {
            return false;
        }
    }

    /** {@return nothing of it} */
    @Override
    public String toString() {
        return "Signed";
    }
}

package io.ovpnguard.pki;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names bytes without telling them. */
public final class Fingerprints {

    /**
     * Fingerprints of symmetric keys are told apart within a process only: who sees one in its output cannot try keys
     * against it. Who sees its memory sees this key, too, and can try; but 2048 random bits are not guessed.
     */
    private static final Mac OF_PROCESS = ofProcess();

    private Fingerprints() {}

    /** {@return a name for secret bytes, equal for equal bytes, and of no meaning outside this process} */
    static String ofSecret(byte[] bytes) {
        return HexFormat.of().formatHex(mac().doFinal(bytes));
    }

    /** {@return a name for texts that may hold secrets, equal for equal texts, and of no meaning outside this process} */
    public static String ofSecrets(List<String> texts) {
        var mac = mac();
        var length = ByteBuffer.allocate(Integer.BYTES);
        for (var text : texts) {
            // The length keeps two texts from being taken for two others that are joined elsewhere.
            mac.update(length.putInt(0, text.length()).rewind());
            mac.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(mac.doFinal());
    }

    /** A copy of its own, with which the bytes that it buffers are forgotten. */
    private static Mac mac() {
        try {
            return (Mac) OF_PROCESS.clone();
        } catch (CloneNotSupportedException other) {
            throw new IllegalStateException("the JDK's own HMAC can be copied", other);
        }
    }

    private static Mac ofProcess() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, mac.getAlgorithm()));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", missing);
        }
    }

    /** {@return the SHA-256 in hexadecimal} */
    static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}

package io.ovpnguard.pki;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names bytes without telling them. */
final class Fingerprints {

    /**
     * Fingerprints of symmetric keys are told apart within a process only: who sees its memory or its output cannot try
     * keys against them.
     */
    private static final SecretKeySpec OF_PROCESS = ofProcess();

    private Fingerprints() {}

    /** {@return a name for secret bytes, equal for equal bytes, and of no meaning outside this process} */
    static String ofSecret(byte[] bytes) {
        try {
            var mac = Mac.getInstance(OF_PROCESS.getAlgorithm());
            mac.init(OF_PROCESS);
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", missing);
        }
    }

    private static SecretKeySpec ofProcess() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, "HmacSHA256");
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

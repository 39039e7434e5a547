package io.ovpnguard.pki;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys of {@code tls-crypt-v2} (doc/tls-crypt-v2.txt of OpenVPN). */
public final class TlsCryptV2 {

    static final String SERVER_NAME = "OpenVPN tls-crypt-v2 server key";
    static final String CLIENT_NAME = "OpenVPN tls-crypt-v2 client key";

    private static final int CLIENT_KEY = 256;
    private static final int TAG = 32;
    private static final int KEY = 32;
    private static final int HMAC_OFFSET = 64;

    private TlsCryptV2() {}

    /** {@return whether a server's key opens the wrapped key of a client, as the server does when the client comes} */
    public static boolean opens(KeyText serverKey, KeyText clientKey) {
        var server = block(serverKey, SERVER_NAME);
        var client = block(clientKey, CLIENT_NAME);
        if (server.isEmpty() || client.isEmpty() || server.get().length < HMAC_OFFSET + KEY) {
            return false;
        }
        var wrapped = Arrays.copyOfRange(client.get(), Math.min(CLIENT_KEY, client.get().length), client.get().length);
        return wrapped.length > TAG + 2 && isAuthentic(server.get(), wrapped);
    }

    /** {@return whether a text holds such a server key} */
    public static boolean isServerKey(KeyText text) {
        return block(text, SERVER_NAME).isPresent();
    }

    /** {@return whether a text holds such a client key} */
    public static boolean isClientKey(KeyText text) {
        return block(text, CLIENT_NAME).isPresent();
    }

    private static boolean isAuthentic(byte[] server, byte[] wrapped) {
        var tag = Arrays.copyOf(wrapped, TAG);
        var encrypted = Arrays.copyOfRange(wrapped, TAG, wrapped.length - 2);
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(server, 0, KEY, "AES"),
                    new IvParameterSpec(tag, 0, cipher.getBlockSize()));
            var plain = cipher.doFinal(encrypted);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(server, HMAC_OFFSET, KEY, "HmacSHA256"));
            mac.update(ByteBuffer.allocate(2).putShort((short) wrapped.length).array());
            return MessageDigest.isEqual(tag, mac.doFinal(plain));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has AES-CTR and HMAC-SHA256", missing);
        }
    }

    /**
     * {@return a client's key without the key itself: only the wrapped one, which the client sends in the clear, and
     * which is all that {@link #opens} looks at}
     */
    static Optional<String> wrappedOnly(KeyText clientKey) {
        return block(clientKey, CLIENT_NAME).map(bytes -> {
            Arrays.fill(bytes, 0, Math.min(CLIENT_KEY, bytes.length), (byte) 0);
            return Base64.getEncoder().encodeToString(bytes);
        });
    }

    private static Optional<byte[]> block(KeyText source, String name) {
        var text = source.text();
        var begin = text.indexOf("-----BEGIN " + name + "-----");
        var end = text.indexOf("-----END " + name + "-----");
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        var from = begin + ("-----BEGIN " + name + "-----").length();
        try {
            return Optional.of(Base64.getMimeDecoder().decode(text.substring(from, end)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

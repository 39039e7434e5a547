package io.ovpnguard.pki;

import java.util.Arrays;
import java.util.Optional;

/**
 * An OpenVPN static key, version 1: two pairs of a cipher key and an HMAC key, 64 bytes each ({@code struct key2} of
 * crypto.h). Short-lived: what is compared are fingerprints.
 */
public final class StaticKey {

    private static final String BEGIN = "-----BEGIN OpenVPN Static key V1-----";
    private static final String END = "-----END OpenVPN Static key V1-----";
    private static final int LENGTH = 256;
    private static final int PART = 64;

    private final byte[] bytes;

    private StaticKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What a part of the key is for. */
    public enum Use {
        CIPHER,
        HMAC
    }

    /** {@return the key in a text, or empty when there is none or it is too short} */
    public static Optional<StaticKey> parse(KeyText from) {
        var text = from.text();
        var begin = text.indexOf(BEGIN);
        var end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        var bytes = new byte[LENGTH];
        var digits = 0;
        for (var index = begin + BEGIN.length(); index < end && digits < LENGTH * 2; index++) {
            var digit = Character.digit(text.charAt(index), 16);
            if (digit >= 0) {
                bytes[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
                digits++;
            } else if (!Character.isWhitespace(text.charAt(index))) {
                return Optional.empty();
            }
        }
        return digits == LENGTH * 2 ? Optional.of(new StaticKey(bytes)) : Optional.empty();
    }

    /**
     * {@return a name for those bytes of the key that are used, equal for equal bytes}
     *
     * @param pair 0 or 1
     * @param length how many bytes the cipher or the digest takes
     */
    public String fingerprint(int pair, Use use, int length) {
        var start = pair * PART * 2 + (use == Use.HMAC ? PART : 0);
        return Fingerprints.of(Arrays.copyOfRange(bytes, start, start + Math.min(length, PART)));
    }
}

package io.ovpnguard.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Strict UTF-8, so that other bytes are told from texts. */
public final class Utf8 {

    private Utf8() {}

    /** {@return the text, or empty when the bytes are none} */
    static Optional<String> decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    /**
     * {@return the text, or empty when the bytes are binary}
     *
     * <p>OpenVPN takes bytes as they are, so a config in another encoding is a text, in which each byte is a character.
     */
    static Optional<String> decodeConfig(byte[] bytes) {
        return decode(bytes).or(() -> isBinary(bytes) ? Optional.empty() : Optional.of(ofAny(bytes)));
    }

    /** {@return the text, or one in which each byte is a character, so that no byte of a PKCS#12 file is lost} */
    public static String ofAny(byte[] bytes) {
        return decode(bytes).orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Nearly all are, and a decoder takes several times their room. */
    private static boolean isAscii(byte[] bytes) {
        var all = 0;
        for (var value : bytes) {
            all |= value;
        }
        return all >= 0;
    }

    private static boolean isBinary(byte[] bytes) {
        for (var value : bytes) {
            if (value == 0) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the bytes begin with UTF-16's mark, as Windows' shells write it} */
    static boolean isUtf16(byte[] bytes) {
        return bytes.length >= 2
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
    }
}

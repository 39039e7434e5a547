package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.Locale;

/**
 * A data channel cipher.
 *
 * @param keyBits length of the key, by default where it is variable
 * @param isVariable whether {@code keysize} could change it
 * @param blockBytes size of a block; 0 for a stream cipher
 */
public record Cipher(String name, int keyBits, boolean isVariable, int blockBytes, Mode mode) {

    /** What {@code cipher none} stands for. */
    public static final Cipher NONE = new Cipher("none", 0, false, 0, Mode.NONE);

    /** How blocks are chained. */
    public enum Mode {
        CBC,
        CFB,
        OFB,
        AEAD,
        NONE;

        static Mode parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isAead() {
        return mode == Mode.AEAD;
    }

    /** {@return the bytes of the initialisation vector that go with each packet of a mode that is not AEAD} */
    public int ivBytes() {
        return blockBytes;
    }

    /** {@return whether an OpenVPN of that version can use it with TLS ({@code init_key_type} of crypto.c)} */
    public boolean isUsable(Version version) {
        return switch (mode) {
            case CBC, NONE, CFB, OFB -> true;
            case AEAD ->
                name.equals("CHACHA20-POLY1305") ? version.isAtLeast(Version.V2_5) : version.isAtLeast(Version.V2_4);
        };
    }
}

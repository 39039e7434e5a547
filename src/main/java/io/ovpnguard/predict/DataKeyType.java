package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;

/**
 * What protects data packets of one side: {@code struct key_type} of crypto.h.
 *
 * @param digest what authenticates packets; none for AEAD ciphers, which do it themselves
 * @param keyBytes length of the cipher's key
 */
record DataKeyType(Cipher cipher, Digest digest, int keyBytes) {

    private static final Digest DEFAULT_DIGEST = new Digest("SHA1", 20);

    /** {@return what a side uses with a cipher ({@code init_key_type} of crypto.c)} */
    static DataKeyType of(EffectiveConfig config, Crypto crypto, Cipher cipher) {
        var isBare = cipher.isAead() && config.version().isAtLeast(Version.V2_4);
        var digest = isBare ? Digest.NONE : digest(config, crypto);
        return new DataKeyType(cipher, digest, keyBytes(config, cipher));
    }

    private static Digest digest(EffectiveConfig config, Crypto crypto) {
        return config.written()
                .value("auth")
                .flatMap(name -> crypto.digest(name.value()))
                .orElse(DEFAULT_DIGEST);
    }

    private static int keyBytes(EffectiveConfig config, Cipher cipher) {
        var written = config.version().isBefore(Version.V2_6)
                ? config.written().number("keysize").map(Setting::value).orElse(0) / 8
                : 0;
        return cipher.mode() != Cipher.Mode.NONE && written > 0 ? written : cipher.keyBits() / 8;
    }

    /** {@return the bytes that the packet number takes} */
    static int packetIdBytes(EffectiveConfig config, Cipher cipher) {
        if (config.written().has("no-replay")) {
            return 0;
        }
        var isLong =
                config.role().isStaticKey() || cipher.mode() == Cipher.Mode.CFB || cipher.mode() == Cipher.Mode.OFB;
        return isLong ? 8 : 4;
    }

    /** {@return bytes of the block that counts for buffers; libraries call it 1 for all that is not CBC} */
    int blockBytes(Version version) {
        if (cipher.mode() == Cipher.Mode.NONE) {
            return 0;
        }
        var isKnown = version.isAtLeast(Version.V2_4) || cipher.mode() == Cipher.Mode.CBC;
        return isKnown ? Math.max(1, cipher.blockBytes()) : 1;
    }
}

package io.ovpnguard.option;

import java.util.regex.Pattern;

/** How names of ciphers look, so that what is none is not taken for one. */
public final class CipherName {

    private static final Pattern NAME = Pattern.compile(
            "\\??(none|(AES|ARIA|BF|CAMELLIA|CAST5|CHACHA20|DES|DESX|IDEA|RC2|RC5|SEED|SM4)(-[A-Z0-9]{1,8}){0,2})",
            Pattern.CASE_INSENSITIVE);

    private CipherName() {}

    /** {@return whether a text looks like a cipher of some TLS library; a question mark may stand before it} */
    public static boolean isOne(String text) {
        return NAME.matcher(text).matches();
    }
}

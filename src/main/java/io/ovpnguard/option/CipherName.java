package io.ovpnguard.option;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** How names of ciphers look, so that what is none is not taken for one. */
public final class CipherName {

    private static final Pattern NAME = Pattern.compile(
            "\\??(none|(AES|ARIA|BF|CAMELLIA|CAST5|CHACHA20|DES|DESX|IDEA|RC2|RC5|SEED|SM4)(-[A-Z0-9]{1,8}){0,2})",
            Pattern.CASE_INSENSITIVE);

    /**
     * Other names of ciphers, in upper case. OpenVPN goes on with the name that the library calls it by ({@code cipher_kt_name} of
     * crypto_openssl.c): {@code openssl list -cipher-algorithms}, each played with 2.5.1 and 2.6.14.
     */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("AES128", "AES-128-CBC"),
            Map.entry("AES192", "AES-192-CBC"),
            Map.entry("AES256", "AES-256-CBC"),
            Map.entry("ID-AES128-GCM", "AES-128-GCM"),
            Map.entry("ID-AES192-GCM", "AES-192-GCM"),
            Map.entry("ID-AES256-GCM", "AES-256-GCM"),
            Map.entry("ARIA128", "ARIA-128-CBC"),
            Map.entry("ARIA192", "ARIA-192-CBC"),
            Map.entry("ARIA256", "ARIA-256-CBC"),
            Map.entry("BF", "BF-CBC"),
            Map.entry("BLOWFISH", "BF-CBC"),
            Map.entry("CAMELLIA128", "CAMELLIA-128-CBC"),
            Map.entry("CAMELLIA192", "CAMELLIA-192-CBC"),
            Map.entry("CAMELLIA256", "CAMELLIA-256-CBC"),
            Map.entry("CAST", "CAST5-CBC"),
            Map.entry("CAST-CBC", "CAST5-CBC"),
            Map.entry("DES", "DES-CBC"),
            Map.entry("DES3", "DES-EDE3-CBC"),
            Map.entry("DESX", "DESX-CBC"),
            Map.entry("RC2", "RC2-CBC"),
            Map.entry("RC2-128", "RC2-CBC"),
            Map.entry("SEED", "SEED-CBC"),
            Map.entry("SM4", "SM4-CBC"));

    private CipherName() {}

    /** {@return what is the same for every spelling of a cipher: {@code none}, or the library's own name in upper case} */
    public static String canonical(String name) {
        if (name.equals("none")) {
            return name;
        }
        var upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("?")
                ? "?" + ALIASES.getOrDefault(upper.substring(1), upper.substring(1))
                : ALIASES.getOrDefault(upper, upper);
    }

    /** {@return whether a text looks like a cipher of some TLS library; a question mark may stand before it} */
    public static boolean isOne(String text) {
        return NAME.matcher(text).matches();
    }
}

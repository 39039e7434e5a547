package io.ovpnguard.pki;

import java.util.Map;

/** What people call a curve that has several names: NIST's name, where it has one, and otherwise OpenSSL's. */
public final class CurveName {

    private static final Map<String, String> OF_NIST = Map.of(
            "secp256r1", "P-256",
            "prime256v1", "P-256",
            "secp384r1", "P-384",
            "secp521r1", "P-521",
            "secp224r1", "P-224",
            "prime192v1", "P-192",
            "secp192r1", "P-192");

    private CurveName() {}

    /** {@return the one name of a curve, or of another group} */
    public static String of(String name) {
        return OF_NIST.getOrDefault(name, name);
    }
}

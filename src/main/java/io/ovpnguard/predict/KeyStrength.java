package io.ovpnguard.predict;

import io.ovpnguard.pki.DhParameters;
import io.ovpnguard.pki.KeyFacts;

/** How many bits of security OpenSSL counts for a key or a digest. */
final class KeyStrength {

    /** Hash bits to security bits: half of them, by bytes. */
    private static final int PER_BYTE = 4;

    private KeyStrength() {}

    static int of(KeyFacts key, TlsLibrary library) {
        return switch (key.algorithm()) {
            case RSA, RSA_PSS, OTHER -> library.isOpenSslSince(3, 0, 0) ? computed(key.bits()) : tabulated(key.bits());
            case EC -> ofCurve(key.bits());
            case ED25519 -> 128;
            case ED448 -> 224;
        };
    }

    static int of(DhParameters parameters, TlsLibrary library) {
        var bits = library.isOpenSslSince(3, 0, 0) ? computed(parameters.bits()) : tabulated(parameters.bits());
        return parameters
                .subgroupBits()
                .map(subgroup -> Math.min(bits, subgroup / 2))
                .orElse(bits);
    }

    /** {@code BN_security_bits} of bn_lib.c, which 1.1.1 asks. */
    private static int tabulated(int bits) {
        if (bits >= 15_360) {
            return 256;
        }
        if (bits >= 7_680) {
            return 192;
        }
        if (bits >= 3_072) {
            return 128;
        }
        if (bits >= 2_048) {
            return 112;
        }
        return bits >= 1_024 ? 80 : 0;
    }

    /** {@code ossl_ifc_ffc_compute_security_bits} of rsa_lib.c: SP 800-56B, in steps of 8. */
    private static int computed(int bits) {
        return switch (bits) {
            case 2_048 -> 112;
            case 3_072 -> 128;
            case 4_096 -> 152;
            case 6_144 -> 176;
            case 7_680 -> 192;
            case 8_192 -> 200;
            case 15_360 -> 256;
            default -> bits < 8 ? 0 : estimated(bits);
        };
    }

    private static int estimated(int bits) {
        var log = bits * Math.log(2);
        var strength = (1.923 * Math.cbrt(log * Math.pow(Math.log(log), 2)) - 4.69) / Math.log(2);
        return (int) Math.round(strength / 8) * 8;
    }

    /** {@code ec_security_bits} of ec_ameth.c. */
    private static int ofCurve(int bits) {
        if (bits >= 512) {
            return 256;
        }
        if (bits >= 384) {
            return 192;
        }
        if (bits >= 256) {
            return 128;
        }
        if (bits >= 224) {
            return 112;
        }
        return bits >= 160 ? 80 : bits / 2;
    }

    /** {@code x509_sig_info_init} of x509_set.c; 3.0 knows better of MD5 and SHA-1 than their lengths tell. */
    static int ofDigest(String digest, TlsLibrary library) {
        var isNew = library.isOpenSslSince(3, 0, 0);
        return switch (digest) {
            case "MD5" -> isNew ? 39 : 16 * PER_BYTE;
            case "SHA1" -> isNew ? 63 : 20 * PER_BYTE;
            case "SHA224", "SHA3224" -> 28 * PER_BYTE;
            case "SHA384", "SHA3384" -> 48 * PER_BYTE;
            case "SHA512", "SHA3512" -> 64 * PER_BYTE;
            case "ED448" -> 224;
            default -> 32 * PER_BYTE;
        };
    }
}

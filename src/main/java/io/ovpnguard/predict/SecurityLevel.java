package io.ovpnguard.predict;

import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.DhParameters;
import io.ovpnguard.pki.KeyFacts;
import java.util.regex.Pattern;

/**
 * How strong keys and digests must be: OpenSSL's security level ({@code ssl_security_default_callback} of ssl_cert.c).
 *
 * @param level 0 to 5; with 0 nearly everything is taken
 */
record SecurityLevel(int level, TlsLibrary library) {

    private static final int[] LEAST_BITS = {0, 80, 112, 128, 192, 256};
    private static final Pattern IN_CIPHERS = Pattern.compile("@SECLEVEL=([0-5])");

    /**
     * {@return the level at which a process loads and verifies certificates: from 2.4 on that of {@code tls-cert-profile}
     * ({@code tls_ctx_set_cert_profile}), unless {@code tls-cipher} names one}
     */
    static SecurityLevel of(Process process) {
        if (process.tls().family() != TlsLibrary.Family.OPENSSL) {
            return new SecurityLevel(0, process.tls());
        }
        var written = process.config().written().value("tls-cipher");
        var named = written.map(setting -> IN_CIPHERS.matcher(setting.value()))
                .filter(matcher -> process.tls().isOpenSslSince(1, 1, 0) && matcher.find())
                .map(matcher -> Integer.parseInt(matcher.group(1)));
        return new SecurityLevel(named.orElseGet(() -> ofProfile(process)), process.tls());
    }

    private static int ofProfile(Process process) {
        if (process.version().isBefore(Version.V2_4) || !process.tls().isOpenSslSince(1, 1, 0)) {
            return process.tls().securityLevel();
        }
        return switch (process.config()
                .written()
                .value("tls-cert-profile")
                .map(Setting::value)
                .orElse("legacy")) {
            case "insecure" -> 0;
            case "preferred" -> 2;
            case SuiteB.PROFILE -> 3;
            default -> 1;
        };
    }

    /** {@return the level at which DH parameters are loaded, which comes before the profile ({@code init_ssl})} */
    static SecurityLevel ofLibrary(TlsLibrary library) {
        return new SecurityLevel(library.securityLevel(), library);
    }

    boolean allows(KeyFacts key) {
        return level == 0 || KeyStrength.of(key, library) >= LEAST_BITS[level];
    }

    boolean allowsDigest(String digest) {
        return level == 0 || KeyStrength.ofDigest(digest, library) >= LEAST_BITS[level];
    }

    boolean allows(DhParameters parameters) {
        var bits = KeyStrength.of(parameters, library);
        var isOpenSsl = library.isOpenSslSince(1, 1, 0);
        return !isOpenSsl || bits >= Math.max(LEAST_BITS[level], LEAST_BITS[1]);
    }
}

package io.ovpnguard.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names certificates without keeping them. */
public final class CertificateFingerprints {

    /** RFC 7468, section 5.1; text around the blocks is ignored, as OpenSSL does. */
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (?:TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END");

    private static final ParsedTexts<Set<String>> PARSED = new ParsedTexts<>(CertificateFingerprints::parsed);

    private CertificateFingerprints() {}

    /** {@return the SHA-256 of every certificate in a PEM text, in hexadecimal; what is no certificate is left out} */
    public static Set<String> of(KeyText pem) {
        return PARSED.of(pem);
    }

    private static Set<String> parsed(KeyText pem) {
        var fingerprints = new TreeSet<String>();
        var matcher = BLOCK.matcher(pem.text());
        while (matcher.find()) {
            try {
                var der = Base64.getMimeDecoder().decode(matcher.group(1));
                fingerprints.add(HexFormat.of().formatHex(sha256().digest(der)));
            } catch (IllegalArgumentException notBase64) {
                // A broken certificate identifies nothing; that it is broken is for the certificate rules to say.
                continue;
            }
        }
        return Set.copyOf(fingerprints);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}

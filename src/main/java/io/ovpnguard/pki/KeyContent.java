package io.ovpnguard.pki;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what stands where a key or certificate is expected, without telling any of it. */
public final class KeyContent {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("CERTIFICATE", "certificate"),
            Map.entry("X509 CERTIFICATE", "certificate"),
            Map.entry("TRUSTED CERTIFICATE", "certificate"),
            Map.entry("CERTIFICATE REQUEST", "certificate request"),
            Map.entry("NEW CERTIFICATE REQUEST", "certificate request"),
            Map.entry("X509 CRL", "revocation list"),
            Map.entry("PUBLIC KEY", "public key"),
            Map.entry("PRIVATE KEY", "private key"),
            Map.entry("RSA PRIVATE KEY", "private key"),
            Map.entry("EC PRIVATE KEY", "private key"),
            Map.entry("DSA PRIVATE KEY", "private key"),
            Map.entry("OPENSSH PRIVATE KEY", "private key of SSH"),
            Map.entry("ENCRYPTED PRIVATE KEY", "private key under a passphrase"),
            Map.entry("DH PARAMETERS", "block of DH parameters"),
            Map.entry("X9.42 DH PARAMETERS", "block of DH parameters"),
            Map.entry(StaticKey.NAME, "OpenVPN static key"),
            Map.entry(TlsCryptV2.SERVER_NAME, "`tls-crypt-v2` key of a server"),
            Map.entry(TlsCryptV2.CLIENT_NAME, "`tls-crypt-v2` key of a client"));

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]{32,}");

    private static final int SHOWN = 3;

    private KeyContent() {}

    /** {@return what a text holds, such as {@code a damaged certificate}, for a reader who expected something else there} */
    public static String words(KeyText text) {
        var blocks = PemBlock.in(text.text());
        return blocks.isEmpty()
                ? withoutBlocks(text.text())
                : blocks.stream().map(KeyContent::block).distinct().limit(SHOWN).collect(Collectors.joining(" and "));
    }

    private static String block(PemBlock block) {
        var kind = KINDS.getOrDefault(block.name(), "block of another kind");
        if (!block.isWhole()) {
            return article(kind) + " without its `-----END` line";
        }
        return isDamaged(block) ? "a damaged " + kind : article(kind);
    }

    private static boolean isDamaged(PemBlock block) {
        var text = KeyText.of(block.text());
        return switch (KINDS.getOrDefault(block.name(), "")) {
            case "certificate" -> CertificateFile.parse(text).isBroken();
            case "private key", "private key under a passphrase" ->
                PrivateKeyFacts.parse(text) instanceof PrivateKeyFacts.Absent;
            case "block of DH parameters" -> DhParameters.parse(text).isEmpty();
            case "OpenVPN static key" -> StaticKey.parse(text).isEmpty();
            default -> false;
        };
    }

    private static String article(String kind) {
        return (kind.startsWith("O") ? "an " : "a ") + kind;
    }

    private static String withoutBlocks(String text) {
        if (text.isBlank()) {
            return "nothing";
        }
        if (text.contains("-----BEGIN ")) {
            return "a `-----BEGIN` line that does not begin its line";
        }
        return BASE64.matcher(text).matches()
                ? "Base64 without a `-----BEGIN` line"
                : "a text without a `-----BEGIN` line";
    }
}

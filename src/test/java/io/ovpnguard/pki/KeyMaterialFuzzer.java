package io.ovpnguard.pki;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What {@link KeyMaterialFuzzIT} has Jazzer call: every reader of key material, with one text. */
public final class KeyMaterialFuzzer {

    private KeyMaterialFuzzer() {}

    /** Fails when a reader throws. */
    public static void fuzzerTestOneInput(byte[] input) {
        read(KeyText.of(new String(input, StandardCharsets.ISO_8859_1)));
        read(KeyText.of(block("CERTIFICATE", input)));
        read(KeyText.of(block("PRIVATE KEY", input)));
        read(KeyText.of(block("X509 CRL", input)));
    }

    /** So that bytes reach the readers of DER, whose Base64 no mutation would keep. */
    private static String block(String name, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(name, Base64.getMimeEncoder().encodeToString(bytes).replace("\r", ""), name);
    }

    private static void read(KeyText text) {
        CertificateFile.parse(text);
        RevocationFile.parse(text);
        DhParameters.parse(text);
        PrivateKeyFacts.parse(text);
        Pkcs12File.parse(text, false, Optional.empty());
        Pkcs12Form.of(text, false);
        StaticKeyText.read(text, true);
        TlsCryptV2.isServerKey(text);
        TlsCryptV2.isClientKey(text);
        ReducedText.of(text);
    }
}

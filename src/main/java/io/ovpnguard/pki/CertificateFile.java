package io.ovpnguard.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The certificates of a PEM text, in order.
 *
 * @param isBroken whether a block that says to be a certificate is none; those before it are told
 */
public record CertificateFile(List<CertificateFacts> certificates, boolean isBroken) {

    /** RFC 7468, section 5.1, and what OpenSSL takes besides ({@code pem.h}). */
    private static final Set<String> NAMES = Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

    private static final ParsedTexts<CertificateFile> PARSED = new ParsedTexts<>(CertificateFile::parsed);

    public CertificateFile {
        certificates = List.copyOf(certificates);
    }

    /** {@return what a text holds} */
    public static CertificateFile parse(KeyText text) {
        return PARSED.of(text);
    }

    private static CertificateFile parsed(KeyText text) {
        var found = new ArrayList<CertificateFacts>();
        for (var block : PemBlock.in(text.text())) {
            if (NAMES.contains(block.name())) {
                var certificate = block.content().flatMap(CertificateReader::read);
                if (certificate.isEmpty()) {
                    return new CertificateFile(found, true);
                }
                found.add(certificate.get());
            }
        }
        return new CertificateFile(found, false);
    }
}

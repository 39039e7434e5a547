package io.ovpnguard.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * What is told of a certificate: nothing secret.
 *
 * @param commonName the subject's CN
 * @param keyAlgorithm such as {@code RSA} or {@code EC}
 */
public record CertificateFacts(Optional<String> commonName, String keyAlgorithm) {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /** {@return the facts of the first certificate in a PEM text} */
    public static Optional<CertificateFacts> parse(KeyText from) {
        var pem = from.text();
        var begin = pem.indexOf(BEGIN);
        var end = pem.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            return Optional.empty();
        }
        var block = pem.substring(begin, end + END.length()).getBytes(StandardCharsets.ISO_8859_1);
        try {
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block));
            return Optional.of(new CertificateFacts(
                    commonName(certificate), certificate.getPublicKey().getAlgorithm()));
        } catch (CertificateException broken) {
            return Optional.empty();
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().reversed().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst();
        } catch (InvalidNameException unreadable) {
            return Optional.empty();
        }
    }
}

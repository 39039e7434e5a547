package io.ovpnguard.predict;

import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.KeyFacts.Algorithm;

/** What PolarSSL 1.3 can read of a certificate. */
final class PolarSslTypes {

    private PolarSslTypes() {}

    static boolean knows(CertificateFacts certificate) {
        var algorithm = certificate.key().algorithm();
        return (algorithm == Algorithm.RSA || algorithm == Algorithm.EC)
                && !certificate.digest().startsWith("ED")
                && !certificate.digest().matches("SHA3(224|256|384|512)");
    }
}

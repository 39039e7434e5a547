package io.ovpnguard.webhook;

import io.ovpnguard.cluster.certificates.OwnCertificates;
import java.util.Objects;
import java.util.Optional;

/**
 * Who keeps the certificate that is served.
 *
 * @param own empty where it lies in files, which somebody else keeps
 */
record CertificateKeeper(Optional<OwnCertificates> own) {

    CertificateKeeper {
        Objects.requireNonNull(own);
    }
}

package io.ovpnguard.webhook;

import io.ovpnguard.cluster.certificates.OwnCertificates;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the certificate that is served comes from.
 *
 * @param own who keeps it; empty where it lies in files
 */
record OwnOrFiles(Optional<OwnCertificates> own) {

    OwnOrFiles {
        Objects.requireNonNull(own);
    }
}

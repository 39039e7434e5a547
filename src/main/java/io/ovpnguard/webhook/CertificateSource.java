package io.ovpnguard.webhook;

/** Who makes the certificate of the webhook. */
enum CertificateSource {
    /** Somebody else: it lies in files, and is read anew when they change. */
    FILES,
    /** The controller itself. */
    OWN
}

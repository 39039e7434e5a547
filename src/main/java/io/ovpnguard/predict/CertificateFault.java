package io.ovpnguard.predict;

import java.util.Optional;

/**
 * Why a peer's certificate is not taken: first what the TLS library finds ({@code X509_verify_cert_error_string} of
 * x509_txt.c has the words), then what OpenVPN asks besides ({@code verify_cert} of ssl_verify.c).
 */
public enum CertificateFault {
    UNKNOWN_ISSUER("unable to get local issuer certificate", Alert.UNKNOWN_CA),
    /** An authority that is trusted, but not the one above it. */
    UNKNOWN_ROOT("unable to get issuer certificate", Alert.UNKNOWN_CA),
    SELF_SIGNED("self-signed certificate", Alert.UNKNOWN_CA),
    SELF_SIGNED_AUTHORITY("self-signed certificate in certificate chain", Alert.UNKNOWN_CA),
    NOT_YET_VALID("certificate is not yet valid", "bad certificate"),
    EXPIRED("certificate has expired", "certificate expired"),
    BAD_SIGNATURE("certificate signature failure", "decrypt error"),
    WEAK_KEY("EE certificate key too weak", "bad certificate"),
    WEAK_AUTHORITY_KEY("CA certificate key too weak", "bad certificate"),
    WEAK_DIGEST("CA signature digest algorithm too weak", "bad certificate"),
    WRONG_PURPOSE("unsuitable certificate purpose", "unsupported certificate"),
    NO_AUTHORITY("invalid CA certificate", Alert.UNKNOWN_CA),
    PATH_TOO_LONG("path length constraint exceeded", Alert.UNKNOWN_CA),
    UNKNOWN_CRITICAL_EXTENSION("unhandled critical extension", "certificate unknown"),
    REVOKED("certificate revoked", "certificate revoked"),
    EXPIRED_REVOCATION_LIST("CRL has expired", "certificate expired"),
    FUTURE_REVOCATION_LIST("CRL is not yet valid", "bad certificate"),
    FORGED_REVOCATION_LIST("CRL signature failure", "decrypt error"),
    NO_REVOCATION_LIST_SIGNER("key usage does not include CRL signing", "certificate unknown"),
    /** {@code tls-cert-profile suiteb}, and a chain of other keys than on P-256 and P-384. */
    NOT_SUITE_B("Suite B: invalid public key algorithm", "bad certificate"),
    CURVE_NOT_OF_SUITE_B("Suite B: invalid ECC curve", "bad certificate"),
    DIGEST_NOT_OF_SUITE_B("Suite B: invalid signature algorithm", "bad certificate"),
    P384_BELOW_P256("Suite B: cannot sign P-384 with P-256", "bad certificate"),
    /** PolarSSL does not take the certificate for this side of a handshake, whatever OpenVPN asks. */
    WRONG_USE,
    /** A kind of key or digest that the library does not know. */
    UNKNOWN_ALGORITHM,
    /** {@code crl-verify}, and no list could be read. */
    NO_REVOCATION_LIST,
    /** A file of that serial number in the directory of {@code crl-verify}. */
    REVOKED_BY_FILE,
    /** {@code x509-username-field} names what the certificate has not. */
    NO_USER_NAME,
    WRONG_NETSCAPE_TYPE,
    WRONG_KEY_USAGE,
    WRONG_EXTENDED_KEY_USAGE,
    WRONG_NAME,
    /** {@code verify-hash} or {@code peer-fingerprint}. */
    WRONG_FINGERPRINT;

    /** Alerts by the name that OpenSSL gives them. */
    private static final class Alert {
        private static final String UNKNOWN_CA = "unknown CA";
        private static final String OF_OPENVPN = "internal error";
    }

    private final Optional<String> words;
    private final String alert;

    CertificateFault(String words, String alert) {
        this.words = Optional.of(words);
        this.alert = alert;
    }

    /** OpenVPN only says no, and OpenSSL has no reason to give. */
    CertificateFault() {
        this.words = Optional.empty();
        this.alert = Alert.OF_OPENVPN;
    }

    /** {@return the words of OpenSSL 3; empty for what OpenVPN finds} */
    Optional<String> words() {
        return words;
    }

    /** {@return OpenSSL's words in a release; empty for what OpenVPN finds} */
    Optional<String> words(TlsLibrary library) {
        if (library.isOpenSslSince(3, 0, 0)) {
            return words;
        }
        return switch (this) {
            case SELF_SIGNED -> Optional.of("self signed certificate");
            case SELF_SIGNED_AUTHORITY -> Optional.of("self signed certificate in certificate chain");
            case WRONG_PURPOSE -> Optional.of("unsupported certificate purpose");
            default -> words;
        };
    }

    /** {@return what the peer is told, if it is told anything} */
    String alert() {
        return alert;
    }
}

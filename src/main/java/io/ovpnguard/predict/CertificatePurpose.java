package io.ovpnguard.predict;

import io.ovpnguard.pki.CertificateFacts;
import java.util.Set;

/** For which part of a handshake a certificate may be used ({@code v3_purp.c} of OpenSSL). */
enum CertificatePurpose {
    /** The certificate of a server. */
    SERVER("1.3.6.1.5.5.7.3.1", 0x40, 0x80 | 0x20 | 0x08),
    /** The certificate of a client. */
    CLIENT("1.3.6.1.5.5.7.3.2", 0x80, 0x80 | 0x08);

    /** Netscape's and Microsoft's step-up of servers counts as a server's. */
    private static final Set<String> STEP_UP = Set.of("2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.10.3.3");

    private static final String ANY = "2.5.29.37.0";
    private static final int SIGNS_CERTIFICATES = 0x04;
    private static final int NETSCAPE_TLS_AUTHORITY = 0x04;
    private static final int DIGITAL_SIGNATURE = 0x80;

    private final String extended;
    private final int netscape;
    private final int keyUsages;

    CertificatePurpose(String extended, int netscape, int keyUsages) {
        this.extended = extended;
        this.netscape = netscape;
        this.keyUsages = keyUsages;
    }

    /** {@return the purpose of a side's own certificate} */
    static CertificatePurpose of(Side side) {
        return side == Side.SERVER ? SERVER : CLIENT;
    }

    /** {@code check_purpose_ssl_server} and {@code check_purpose_ssl_client}. */
    boolean fits(CertificateFacts certificate) {
        var usages = certificate.usages();
        return isExtended(certificate)
                && usages.netscape().map(bits -> (bits & netscape) != 0).orElse(true)
                && usages.keyUsage().map(bits -> (bits & keyUsages) != 0).orElse(true);
    }

    /** {@code check_ssl_ca}. */
    boolean fitsAuthority(CertificateFacts authority) {
        return isExtended(authority)
                && isAuthority(authority)
                && (authority.usages().isAuthority().isPresent()
                        || authority
                                .usages()
                                .netscape()
                                .map(bits -> (bits & NETSCAPE_TLS_AUTHORITY) != 0)
                                .orElse(true));
    }

    private boolean isExtended(CertificateFacts certificate) {
        return certificate
                .usages()
                .extended()
                .map(purposes -> purposes.contains(extended)
                        || this == SERVER && purposes.stream().anyMatch(STEP_UP::contains))
                .orElse(true);
    }

    /** {@code check_ca}: what it says, or what it is if it says nothing. */
    static boolean isAuthority(CertificateFacts certificate) {
        var usages = certificate.usages();
        if (usages.keyUsage().filter(bits -> (bits & SIGNS_CERTIFICATES) == 0).isPresent()) {
            return false;
        }
        if (usages.isAuthority().isPresent()) {
            return usages.isAuthority().get();
        }
        var isOldRoot = usages.version() == 1 && certificate.isSelfIssued();
        return isOldRoot
                || usages.keyUsage().isPresent()
                || usages.netscape().filter(bits -> (bits & 0x07) != 0).isPresent();
    }

    /** {@code ssl_check_cert_usage} of PolarSSL 1.3: every suite that is used signs. */
    boolean fitsPolarSsl(CertificateFacts certificate) {
        var usages = certificate.usages();
        return usages.keyUsage().map(bits -> (bits & DIGITAL_SIGNATURE) != 0).orElse(true)
                && usages.extended()
                        .map(purposes -> purposes.contains(extended) || purposes.contains(ANY))
                        .orElse(true);
    }

    /** {@return the identifier of the extended key usage} */
    String identifier() {
        return extended;
    }

    /** {@return whether a certificate has that Netscape type} */
    boolean isNetscape(CertificateFacts certificate) {
        return certificate
                .usages()
                .netscape()
                .map(bits -> (bits & netscape) != 0)
                .orElse(false);
    }
}

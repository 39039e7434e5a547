package io.ovpnguard.predict;

import io.ovpnguard.pki.CertificateFacts;
import java.util.Locale;
import java.util.Objects;

/**
 * A certificate that a side does not take from its peer.
 *
 * @param by who does not take it
 * @param depth where the fault is: 0 is the peer's own certificate, 1 the authority above it
 * @param at the certificate in which the fault is
 */
public record Rejected(Side by, CertificateFault fault, int depth, CertificateFacts at) {

    public Rejected {
        Objects.requireNonNull(by);
        Objects.requireNonNull(fault);
        Objects.requireNonNull(at);
    }

    /** {@return why, in the words of OpenSSL 3 or, where OpenVPN itself finds it, in ours} */
    public String reason() {
        return fault.words().orElse(fault.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}

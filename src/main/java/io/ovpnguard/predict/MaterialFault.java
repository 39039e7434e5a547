package io.ovpnguard.predict;

import java.util.Objects;

/**
 * What is wrong with the key material because of which a process does not start.
 *
 * @param option the option that names it
 */
public record MaterialFault(String option, Kind kind) {

    /** Kinds of faults. */
    public enum Kind {
        /** Nothing of the kind that the option needs, or a damaged one. */
        UNREADABLE,
        /** Two authorities of one name, of which a server takes one only. */
        NAMESAKES,
        /** It is under a passphrase, and nobody is there to be asked for it. */
        LOCKED,
        /** It is under another passphrase than {@code askpass} gives. */
        WRONGLY_LOCKED,
        /** It is encrypted with a cipher that the TLS library does not have. */
        OLD_ENCRYPTION,
        /** It lacks the checksum by which the TLS library knows a passphrase for right. */
        NO_CHECKSUM,
        /** A private key that belongs to another certificate. */
        FOREIGN_KEY,
        /** A certificate whose key or digest the TLS library holds to be too weak. */
        WEAK_CERTIFICATE,
        /** DH parameters that it holds to be too small. */
        SMALL_PARAMETERS
    }

    public MaterialFault {
        Objects.requireNonNull(option);
        Objects.requireNonNull(kind);
    }
}

package io.ovpnguard.predict;

import java.util.Locale;

/**
 * Whether both sides protect the control channel alike.
 *
 * @param server how the server does
 * @param client how the client does
 * @param isHeard whether the server takes the client's packets, be it that the client does not take its answers
 */
public record ControlChannel(Wrapping server, Wrapping client, Fault fault, boolean isHeard) implements Judged {

    /** What protects it, besides TLS. */
    public enum Wrapping {
        NONE,
        TLS_AUTH,
        TLS_CRYPT,
        TLS_CRYPT_V2;

        /** {@return the option's name} */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** One side protects it, or the two do so by different means. */
        DIFFERENT_MEANS,
        /** The key bytes that one side sends with are not those the other checks. */
        DIFFERENT_KEY,
        /** The same key file, but the same half of it for both directions. */
        SAME_DIRECTION,
        /** One side says a direction, the other does not. */
        ONE_SIDED_DIRECTION,
        DIFFERENT_DIGEST,
        /** One side begins with the packet of another {@code key-method}. */
        DIFFERENT_KEY_METHOD,
        /** Both know only how to be a client, or only how to be a server. */
        SAME_PART
    }

    /** {@return no control channel at all, as with a static key} */
    static ControlChannel absent() {
        return new ControlChannel(Wrapping.NONE, Wrapping.NONE, Fault.NONE, true);
    }

    @Override
    public Outcome consequence() {
        return fault == Fault.NONE ? Outcome.WORKS : Outcome.NO_HANDSHAKE;
    }
}

package io.ovpnguard.cluster.lease;

/** Something is not to be written now; the message tells why, and nothing of a Secret. */
public final class Unwritable extends Exception {

    private static final long serialVersionUID = 1L;

    public Unwritable(String message) {
        super(message);
    }
}

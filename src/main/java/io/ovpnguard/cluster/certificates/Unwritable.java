package io.ovpnguard.cluster.certificates;

/** Something is not to be written now; the message tells why, and nothing of a Secret. */
final class Unwritable extends Exception {

    private static final long serialVersionUID = 1L;

    Unwritable(String message) {
        super(message);
    }
}

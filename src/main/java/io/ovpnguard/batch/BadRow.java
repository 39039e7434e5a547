package io.ovpnguard.batch;

/** A row that cannot be predicted; the message says why and repeats nothing that may be secret. */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1L;

    BadRow(String message) {
        super(message);
    }
}

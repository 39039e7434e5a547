package io.ovpnguard.cluster;

/** The API server did not answer a read, or did not allow it; the message tells why, and nothing of an object. */
public final class ReadFailure extends Exception {

    private static final long serialVersionUID = 1L;

    ReadFailure(String message) {
        super(message);
    }
}

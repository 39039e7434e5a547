package io.ovpnguard.webhook;

/** A body that is no admission review; the message quotes nothing of it. */
final class MalformedReview extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedReview(String message) {
        super(message);
    }
}

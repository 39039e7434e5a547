package io.ovpnguard.predict;

import java.util.Locale;

/** What becomes of a pair, worst first. */
public enum Outcome {
    /** The server process refuses to start. */
    SERVER_START,
    /** The client process refuses to start. */
    CLIENT_START,
    /** The client never completes the handshake. */
    NO_HANDSHAKE,
    /** The tunnel comes up and moves nothing. */
    NO_TRAFFIC,
    /** Small packets pass, large ones do not. */
    LARGE_LOST,
    WORKS;

    /** {@return the word of the JSON output} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the worse of two} */
    public Outcome and(Outcome other) {
        return compareTo(other) <= 0 ? this : other;
    }
}

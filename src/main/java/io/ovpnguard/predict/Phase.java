package io.ovpnguard.predict;

import java.util.Locale;

/** A stage of a session, in order. */
public enum Phase {
    SERVER_START,
    CLIENT_START,
    TRANSPORT,
    CONTROL_CHANNEL,
    TLS,
    AUTHENTICATION,
    PUSH,
    DATA_CHANNEL,
    PACKET_SIZE;

    /** {@return the word of the JSON output} */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.ovpnguard.finding;

import java.util.Locale;

/** What OpenVPN would do because of a finding, worst first. The first five are the outcomes of a prediction. */
public enum Consequence {
    SERVER_START("the server does not start"),
    CLIENT_START("the client does not start"),
    NO_HANDSHAKE("the client never completes the handshake"),
    NO_TRAFFIC("the tunnel comes up and moves no packet"),
    LARGE_LOST("small packets pass, large packets are lost"),
    /** OpenVPN works and logs a warning, or does something else than the config says. */
    WORKS_WITH_WARNING("the tunnel works, with a warning"),
    NONE("no effect on the tunnel");

    private final String sentence;

    Consequence(String sentence) {
        this.sentence = sentence;
    }

    /** {@return the word of the JSON output} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return what happens, for people; no period} */
    public String sentence() {
        return sentence;
    }
}

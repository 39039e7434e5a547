package io.ovpnguard.bundle;

import java.util.Locale;

/** What an OpenVPN process is to its peer. */
public enum Role {
    SERVER,
    CLIENT,
    /** Point to point with {@code secret}: neither side is the server. */
    STATIC_KEY_PEER;

    /** {@return the word for people} */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

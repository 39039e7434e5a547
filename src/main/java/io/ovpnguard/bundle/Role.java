package io.ovpnguard.bundle;

import io.ovpnguard.syntax.ConfigFile;
import java.util.Locale;

/** What an OpenVPN process is to its peer. */
public enum Role {
    SERVER,
    CLIENT,
    /** Point to point with {@code secret}: neither side is the server. */
    STATIC_KEY_PEER;

    /** {@return whether a process of that role waits for others; a static-key peer does when it calls nobody} */
    public boolean listens(ConfigFile config) {
        return switch (this) {
            case SERVER -> true;
            case CLIENT -> false;
            case STATIC_KEY_PEER -> !config.has("remote");
        };
    }

    /** {@return the word for people} */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

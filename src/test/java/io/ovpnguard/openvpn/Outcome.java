package io.ovpnguard.openvpn;

import java.util.Locale;

enum Outcome {
    SERVER_START,
    CLIENT_START,
    NO_HANDSHAKE,
    NO_TRAFFIC,
    LARGE_LOST,
    WORKS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.ovpnguard.bundle;

/** The system on which a process runs, as far as somebody said so. */
public enum Platform {
    UNKNOWN,
    WINDOWS
}

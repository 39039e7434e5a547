package io.ovpnguard.option;

/** What a version does with an option that it finds in a config. */
public enum Status {
    /** The parser does not know the name: the process exits. */
    UNKNOWN,
    CURRENT,
    /** It works and a warning is logged. */
    DEPRECATED,
    /** It is accepted without effect. */
    IGNORED,
    /** The name is known, and the process exits because of it. */
    REMOVED;

    /** {@return whether a process of that version starts with the option} */
    public boolean isAccepted() {
        return this != UNKNOWN && this != REMOVED;
    }
}

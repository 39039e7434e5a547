package io.ovpnguard.source;

/** How much of a source's text may be shown to people. */
public enum Sensitivity {
    /** Configuration: shown, save inline key material and credentials. */
    PLAIN,
    /** From a Secret: only values that the option table calls harmless are shown. */
    SECRET
}

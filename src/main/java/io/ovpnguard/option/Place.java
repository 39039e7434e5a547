package io.ovpnguard.option;

/** Where an option may stand. */
public enum Place {
    /** At the top level of a config file. */
    CONFIG,
    /** In a {@code <connection>} block. */
    CONNECTION,
    /** In a file of {@code client-config-dir}. */
    CCD,
    /** In what a server pushes, as far as the client accepts it. */
    PUSH,
    /** As an inline block. */
    INLINE
}

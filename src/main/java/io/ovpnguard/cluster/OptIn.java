package io.ovpnguard.cluster;

/** Who asks to be judged: an object, or all objects of its namespace but those that decline. */
final class OptIn {

    static final String LABEL = "ovpnguard.io/check";
    static final String YES = "true";
    static final String NO = "false";

    private OptIn() {}
}

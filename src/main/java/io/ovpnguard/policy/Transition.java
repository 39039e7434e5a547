package io.ovpnguard.policy;

import java.util.Locale;

/** What becomes of a change of one side that does not fit the other, stored side; strictest last. */
public enum Transition {
    /** Who makes it is told. */
    WARN,
    /** It is denied, if the finding is. */
    DENY;

    /** As policies write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.ovpnguard.policy;

import java.util.Locale;

/** What those who own an object may say by its annotations. */
public enum ByAnnotation {
    /** Which OpenVPN its processes are. */
    VERSIONS,
    /** Which of its configs is a server. */
    ROLES,
    /** Which generation of its bundle it belongs to. */
    REVISION,
    /** Which findings are not to be told. */
    SUPPRESSION;

    /** As policies write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.ovpnguard.rule;

import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import java.util.Locale;

/** How far two sides must agree. */
public enum Consistency {
    /** Outcomes, and statements of the two sides that contradict each other even where OpenVPN negotiates round it. */
    STATED,
    /** Outcomes only. */
    EFFECTIVE,
    /** As {@link #STATED}, and a default that contradicts the other side's statement counts too. */
    WRITTEN;

    /** {@return whether two settings whose values differ count as a contradiction} */
    public boolean isContradiction(Setting<?> server, Setting<?> client) {
        return switch (this) {
            case EFFECTIVE -> false;
            case STATED -> server.isStated() && client.isStated();
            // A client that states nothing takes what is pushed.
            case WRITTEN -> client.isStated() || server.origin() instanceof Origin.Written;
        };
    }

    /** As people write it, and as the help shows it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.ovpnguard.rule;

/** How far two sides must agree. */
public enum Consistency {
    /** Outcomes, and statements of the two sides that contradict each other even where OpenVPN negotiates round it. */
    STATED,
    /** Outcomes only. */
    EFFECTIVE,
    /** As {@link #STATED}, and a default that contradicts the other side's statement counts too. */
    WRITTEN
}

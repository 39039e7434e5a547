package io.ovpnguard.predict;

/** The result of a phase. */
public interface Judged {

    /** {@return what this alone makes of the session; {@link Outcome#WORKS} if nothing is wrong} */
    Outcome consequence();

    /** {@return whether this stops or harms the session} */
    default boolean isHarmful() {
        return consequence() != Outcome.WORKS;
    }
}

package io.ovpnguard.predict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plays a session between a server and a client, phase by phase. */
public final class Predictor {

    private Predictor() {}

    /**
     * {@return what the two processes would do}
     *
     * @param at when they meet, which decides whether a certificate is valid
     */
    public static Prediction predict(Process server, Process client, Instant at) {
        return new Session(server, client, at).play();
    }

    /**
     * {@return why a process does not start although it knows all its options; empty if it does start, or stops at one
     * that it does not know or take}
     */
    public static Optional<Refusal> refusal(Process process) {
        return process.startUp().refusalOfKnown();
    }

    /**
     * {@return what a process would not start for among its key material, in the order in which it meets it; it stops at
     * the first, if nothing else stops it before}
     */
    public static List<Refusal> refusalsOfMaterial(Process process) {
        return process.startUp().material();
    }
}

package io.ovpnguard.predict;

/** Plays a session between a server and a client, phase by phase. */
public final class Predictor {

    private Predictor() {}

    /** {@return what the two processes would do} */
    public static Prediction predict(Process server, Process client) {
        return new Session(server, client).play();
    }
}

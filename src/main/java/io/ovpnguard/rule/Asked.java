package io.ovpnguard.rule;

import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Prediction;

/** Whether policies ask anything of a pair: where they do not, as of most pairs, nothing more is looked at. */
public final class Asked {

    private Asked() {}

    /** {@return whether nobody asks anything of either side, or the two do not come so far that it is asked} */
    public static boolean nothingOf(Prediction prediction) {
        var isNone = prediction.server().profile().demands().isNone()
                && prediction.client().profile().demands().isNone();
        return isNone
                || prediction.controlChannel().consequence() != Outcome.WORKS
                || prediction.tls().consequence() != Outcome.WORKS;
    }
}

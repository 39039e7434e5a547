package io.ovpnguard.rule;

import io.ovpnguard.predict.Prediction;

/** Whether policies ask anything of a pair: where they do not, as of most pairs, nothing more is looked at. */
public final class Asked {

    private Asked() {}

    /** {@return whether nobody asks anything of either side} */
    public static boolean nothingOf(Prediction prediction) {
        return prediction.server().profile().demands().isNone()
                && prediction.client().profile().demands().isNone();
    }
}

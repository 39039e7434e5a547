package io.ovpnguard.rule;

import io.ovpnguard.predict.Prediction;

/** A rule that explains what happens between a server and one client, each at one version. */
public non-sealed interface PairRule extends Rule {

    /** Reports what is wrong between the two sides of a prediction. */
    void check(Prediction prediction, Consistency consistency, Report report);
}

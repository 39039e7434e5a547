package io.ovpnguard.rule;

import io.ovpnguard.source.Problem;

/** A rule that explains what reading a manifest ran into. */
public non-sealed interface InputRule extends Rule {

    /** Reports a problem of the input. */
    void check(Problem problem, Report report);
}

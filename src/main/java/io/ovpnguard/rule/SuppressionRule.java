package io.ovpnguard.rule;

/** A rule about suppressions: it sees each of them after everything else was judged. What it finds cannot be suppressed. */
public non-sealed interface SuppressionRule extends Rule {

    /** Reports what is wrong with a suppression. */
    void check(JudgedSuppression suppression, Report report);
}

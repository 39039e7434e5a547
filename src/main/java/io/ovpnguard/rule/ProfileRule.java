package io.ovpnguard.rule;

/** A rule that sees one process at one version. */
public non-sealed interface ProfileRule extends Rule {

    /** Reports what is wrong with a profile at a version. */
    void check(ProfileInVersion profile, Report report);
}

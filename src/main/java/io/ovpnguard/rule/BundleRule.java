package io.ovpnguard.rule;

/** A rule that sees all servers and clients of a bundle. */
public non-sealed interface BundleRule extends Rule {

    /** Reports what is wrong with a bundle as a whole. */
    void check(WholeBundle bundle, Report report);
}

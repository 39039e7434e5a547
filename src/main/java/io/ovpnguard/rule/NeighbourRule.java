package io.ovpnguard.rule;

import java.util.List;

/** A rule that sees all bundles that are judged together, which should have nothing in common. */
public non-sealed interface NeighbourRule extends Rule {

    /** Reports what bundles share. */
    void check(List<WholeBundle> bundles, Report report);
}

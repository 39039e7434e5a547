/**
 * What is reported: a {@link io.ovpnguard.finding.Finding} is one instance of one rule, with labelled places.
 *
 * <p>Invariant: plain data. Where a place is in a manifest, and how anything is shown, is decided in {@code manifest}
 * and {@code report}.
 */
package io.ovpnguard.finding;

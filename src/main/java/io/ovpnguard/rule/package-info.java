/**
 * The frame of the rules: their kinds, their metadata, the catalogue that finds them and the engine that runs them over
 * bundles, one version after the other.
 *
 * <p>Invariant: a rule that throws becomes one {@code internal-error} finding; the others still run.
 */
package io.ovpnguard.rule;

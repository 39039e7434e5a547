/**
 * Rules of the option table: what a version does not know, no longer takes, warns about, or refuses at its place.
 *
 * <p>Invariant: these rules restate rows; no option has a rule of its own here.
 */
package io.ovpnguard.rules.lifecycle;

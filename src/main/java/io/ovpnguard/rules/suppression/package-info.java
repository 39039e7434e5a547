/**
 * Rules about comments and annotations that suppress findings of other rules: an exception that does not hold, or that
 * nobody needs, must not pass for one.
 *
 * <p>Invariant: what these rules find cannot be suppressed.
 */
package io.ovpnguard.rules.suppression;

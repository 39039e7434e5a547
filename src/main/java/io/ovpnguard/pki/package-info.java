/**
 * Key material becomes fingerprints and facts.
 *
 * <p>Invariant: the only room that sees key bytes; nothing that leaves it holds any.
 */
package io.ovpnguard.pki;

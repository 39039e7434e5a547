/**
 * Key material becomes fingerprints and facts.
 *
 * <p>Invariant: the only room that sees key bytes; nothing that leaves it holds any, save for the webhook's own in
 * {@link io.ovpnguard.pki.own}.
 */
package io.ovpnguard.pki;

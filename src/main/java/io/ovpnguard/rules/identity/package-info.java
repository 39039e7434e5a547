/**
 * Rules on who is let in: certificates, revocation lists, user names, files of {@code client-config-dir}.
 *
 * <p>Invariant: nothing that a rule here says holds key bytes; it speaks of names, dates and fingerprints.
 */
package io.ovpnguard.rules.identity;

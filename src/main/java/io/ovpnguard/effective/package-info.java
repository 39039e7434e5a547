/**
 * What is in force in one OpenVPN process of one version, and why: each {@link io.ovpnguard.effective.Setting} carries
 * its {@link io.ovpnguard.effective.Origin}.
 *
 * <p>Invariant: nothing here looks at the other side of a pair.
 */
package io.ovpnguard.effective;

/**
 * Rules on how packets get to the other side: ports, protocols, devices, compression, sizes.
 *
 * <p>Invariant: a rule here explains a phase of {@code predict}; a number that it tells is the phase's.
 */
package io.ovpnguard.rules.transport;

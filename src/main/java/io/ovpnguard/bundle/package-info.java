/**
 * Who must work together: a {@link io.ovpnguard.bundle.Profile} is one OpenVPN process with what it reads, a
 * {@link io.ovpnguard.bundle.Bundle} is the servers and clients that share a VPN, a
 * {@link io.ovpnguard.bundle.Pair} is one of each.
 *
 * <p>Invariant: membership is decided in {@code manifest}; this package holds its result.
 */
package io.ovpnguard.bundle;

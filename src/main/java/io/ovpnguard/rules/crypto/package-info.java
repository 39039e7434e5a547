/**
 * Rules on ciphers, digests and keys: how the two sides protect what they send.
 *
 * <p>Invariant: what a pair does is decided in {@code predict}; a rule here explains a fault of the control channel, of TLS or of
 * the data channel.
 */
package io.ovpnguard.rules.crypto;

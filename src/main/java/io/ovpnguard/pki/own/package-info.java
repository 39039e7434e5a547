/**
 * The webhook's own certificates: made, read back, and when they are replaced by others.
 *
 * <p>{@link io.ovpnguard.pki.own.StoredCertificates} is what a Secret holds, {@link io.ovpnguard.pki.own.Rotation} tells
 * which step is due, {@link io.ovpnguard.pki.own.ServedKeys} hands a leaf to TLS.
 *
 * <p>Invariant: a private key leaves this package in two ways only, as the data of that Secret and as a key manager.
 */
package io.ovpnguard.pki.own;

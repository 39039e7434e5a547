/**
 * The webhook's own certificates in the API server: one Secret, which the holder of the Lease alone writes, and the
 * {@code caBundle} of the webhooks, which names the authorities to trust.
 *
 * <p>{@link io.ovpnguard.cluster.certificates.OwnCertificates} is the door. All of it runs in one thread.
 *
 * <p>Invariant: nothing here decides when a certificate is replaced ({@code pki.own.Rotation} does), and the key of an
 * authority is forgotten with the step that it is needed for.
 */
package io.ovpnguard.cluster.certificates;

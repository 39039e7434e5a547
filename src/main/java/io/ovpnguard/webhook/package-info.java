/**
 * Admission reviews become verdicts.
 *
 * <p>Invariant: only {@link io.ovpnguard.webhook.AdmissionResource} and {@link io.ovpnguard.webhook.AdmissionMapper} know
 * reviews, and nothing here writes to the cluster.
 */
package io.ovpnguard.webhook;

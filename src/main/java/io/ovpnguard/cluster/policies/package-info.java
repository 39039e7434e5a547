/**
 * The policies of a cluster: watched, read, kept as they were last right, and told of in their status.
 *
 * <p>Invariant: what cannot be read changes nothing that is in force, and statuses are written by the replica that holds the
 * Lease only, and only where they change.
 */
package io.ovpnguard.cluster.policies;

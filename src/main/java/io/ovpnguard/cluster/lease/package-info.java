/**
 * Which replica writes: a Lease in the API server, held by one of them at a time.
 *
 * <p>{@link io.ovpnguard.cluster.lease.Leadership} is the door.
 *
 * <p>Invariant: a Lease that could not be renewed is given up before another replica can take it. Whoever writes binds it to
 * the version that was read, or writes what it would find if it were the other's turn.
 */
package io.ovpnguard.cluster.lease;

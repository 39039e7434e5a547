/**
 * What is in the API server, beside the object that is being judged.
 *
 * <p>{@link io.ovpnguard.cluster.Memory} is an index kept by informers, {@link io.ovpnguard.cluster.FreshRead} asks the
 * API server, and {@link io.ovpnguard.cluster.Neighbourhood} decides which of the two is good enough.
 *
 * <p>Invariant: what is kept beyond a request is a {@code ReducedObject}: settings and fingerprints, no comment, no
 * credential, no key.
 */
package io.ovpnguard.cluster;

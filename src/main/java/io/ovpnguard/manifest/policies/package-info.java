/**
 * Policies as people write them: {@link io.ovpnguard.manifest.policies.OpenVPNPolicy} in a cluster or in a file becomes
 * {@code policy.Policy}, or faults, each with its place.
 *
 * <p>Invariant: the types are the only description of the form. The CRD is generated from them, and files are checked against
 * the CRD.
 */
package io.ovpnguard.manifest.policies;

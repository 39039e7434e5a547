/**
 * Manifests, files and API objects become sources and bundles, and places in sources become places in manifests.
 *
 * <p>Invariant: a place may be coarse (the key) but is never wrong: a segment of a {@code ManifestMap} whose text
 * differs from the manifest's is dropped.
 */
package io.ovpnguard.manifest;

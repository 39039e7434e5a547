/**
 * What is in the API server, beside the object that is being judged.
 *
 * <p>Invariant: nothing is kept between requests, so no verdict rests on what was true before.
 */
package io.ovpnguard.cluster;

/**
 * Rules on addresses and routes: what a server pushes, and what becomes of it at the client.
 *
 * <p>Invariant: a rule here explains the phases push and data channel; it computes no address itself.
 */
package io.ovpnguard.rules.routing;

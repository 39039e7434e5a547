/**
 * Real OpenVPN for tests: {@link io.ovpnguard.openvpn.OpenVpnPairRun} plays a server and a client config as two
 * processes and says what happened, so that what we claim can be compared with what OpenVPN does.
 *
 * <p>Invariant: nothing leaves the two network namespaces of a run, and nothing stays behind it.
 */
package io.ovpnguard.openvpn;

/**
 * What OpenVPN would do with a pair: the one judgement of how two sides behave, phase by phase, for one version each.
 *
 * <p>Invariant: rules explain what is decided here; they do not decide it again.
 */
package io.ovpnguard.predict;

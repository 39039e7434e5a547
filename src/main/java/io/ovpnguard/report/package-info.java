/**
 * Findings become text and JSON.
 *
 * <p>Invariant: {@link io.ovpnguard.report.Snippet} alone shows source text, and shows no secret.
 */
package io.ovpnguard.report;

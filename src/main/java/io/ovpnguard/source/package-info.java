/**
 * Texts and places in them: a {@link io.ovpnguard.source.Source} is one text, a {@link io.ovpnguard.source.Span} a
 * stretch of it, a {@link io.ovpnguard.source.Position} what a person counts.
 *
 * <p>Invariant: this package knows neither OpenVPN nor files nor Kubernetes, and imports no other package of ours.
 */
package io.ovpnguard.source;

/**
 * OpenVPN's own reading of a config: {@link io.ovpnguard.syntax.ConfigParser} turns a source into directives and
 * problems, each with its span.
 *
 * <p>Invariant: parsing never throws and never stops the reading of what follows.
 */
package io.ovpnguard.syntax;

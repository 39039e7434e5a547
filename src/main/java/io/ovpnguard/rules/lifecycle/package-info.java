/**
 * Rules of the option table: what a version does not know, no longer takes, warns about, or refuses at its place; and of
 * the start of a process, which refuses more than single options.
 *
 * <p>Invariant: these rules restate rows, or what {@code predict} says of the start; no option has a rule of its own here.
 */
package io.ovpnguard.rules.lifecycle;

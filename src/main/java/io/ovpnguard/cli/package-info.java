/**
 * The commands: they read what they are given, have it judged and print the report.
 *
 * <p>Invariant: exit 0 is clean, 1 is findings, 2 is bad usage or unreadable input; reports go to standard output,
 * everything else to standard error.
 */
package io.ovpnguard.cli;

/**
 * What those who run a cluster or a repository have said of findings: which are denied, told, only counted or left out, for
 * which objects, and until when.
 *
 * <p>Invariant: values only. Policies are read in {@code manifest} and {@code cluster}; what a level means for a change or an
 * exit code is decided where it is used.
 */
package io.ovpnguard.policy;

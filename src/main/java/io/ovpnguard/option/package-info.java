/**
 * What OpenVPN knows: versions, and one table of every option name of 2.2 to 2.7 with its argument counts, places,
 * changes by version and the source of each fact.
 *
 * <p>Invariant: facts are data here; judgement is code elsewhere.
 */
package io.ovpnguard.option;

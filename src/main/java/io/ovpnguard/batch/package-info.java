/**
 * Predictions by the thousand: rows of JSON in, rows of JSON out, in the same order. A
 * {@link io.ovpnguard.batch.RowReader} turns a row into processes, {@link io.ovpnguard.batch.Batch} keeps rows flowing.
 *
 * <p>Invariant: a row that cannot be read spoils itself only, and memory is bounded by the longest row, not by their
 * number.
 */
package io.ovpnguard.batch;

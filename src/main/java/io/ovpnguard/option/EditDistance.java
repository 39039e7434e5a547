package io.ovpnguard.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
public final class EditDistance {

    /** Of a name that is further away, nobody would say that it was meant. */
    private static final int MOST = 2;

    private EditDistance() {}

    /** {@return the known name that is nearest to a mistyped one, at most two edits away} */
    public static Optional<String> nearest(String name, Collection<String> names) {
        record Candidate(String name, int distance) {}
        return names.stream()
                .filter(known -> Math.abs(known.length() - name.length()) <= MOST)
                .map(known -> new Candidate(known, between(known, name)))
                .filter(candidate -> candidate.distance() <= Math.min(MOST, name.length() / 2))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private static int between(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (var i = 0; i <= one.length(); i++) {
            rows[i][0] = i;
        }
        for (var j = 0; j <= other.length(); j++) {
            rows[0][j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            for (var j = 1; j <= other.length(); j++) {
                var substitution = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                rows[i][j] = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + substitution);
                var isSwap = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (isSwap) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[one.length()][other.length()];
    }
}

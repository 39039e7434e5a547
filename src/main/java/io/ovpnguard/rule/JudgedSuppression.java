package io.ovpnguard.rule;

import io.ovpnguard.finding.Suppression;
import io.ovpnguard.finding.Where;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A comment or annotation that is to suppress findings, after these were found.
 *
 * @param fault why it suppresses nothing, as the end of a sentence, where it is not written as it has to be
 * @param unknown the rule that it names, where there is none
 * @param suppression what it is otherwise
 * @param used whether there is something that it suppresses, or would if it had not ended
 * @param at the time of judgement
 */
public record JudgedSuppression(
        Where where,
        Optional<String> fault,
        Optional<String> unknown,
        Optional<Suppression> suppression,
        boolean used,
        Instant at) {

    public JudgedSuppression {
        Objects.requireNonNull(where);
        Objects.requireNonNull(fault);
        Objects.requireNonNull(unknown);
        Objects.requireNonNull(suppression);
        Objects.requireNonNull(at);
    }

    /** {@return it, if its last day is over} */
    public Optional<Suppression> ended() {
        return suppression.filter(said -> said.hasEnded(at));
    }
}

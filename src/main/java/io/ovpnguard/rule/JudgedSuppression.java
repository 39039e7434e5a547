package io.ovpnguard.rule;

import io.ovpnguard.finding.Suppression;
import io.ovpnguard.finding.Where;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A comment or annotation that is to suppress findings, after these were found.
 *
 * @param where the comment, or the annotation
 * @param annotation its name, if it is one
 * @param used whether there is something that it suppresses, or would if it had not ended
 * @param at the time of judgement
 */
public record JudgedSuppression(
        Where where, Optional<String> annotation, SuppressionText text, boolean used, Instant at) {

    public JudgedSuppression {
        Objects.requireNonNull(where);
        Objects.requireNonNull(annotation);
        Objects.requireNonNull(text);
        Objects.requireNonNull(at);
    }

    /** {@return what a sentence calls it} */
    public String name() {
        return annotation.map(name -> "annotation `" + name + "`").orElse("this");
    }

    /** {@return it, if it is written as it has to be} */
    public Optional<Suppression> suppression() {
        return text.inForce();
    }

    /** {@return it, if its last day is over} */
    public Optional<Suppression> ended() {
        return suppression().filter(said -> said.hasEnded(at));
    }
}

package io.ovpnguard.policy;

import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of one finding, and who said so.
 *
 * @param policy the one that says so; empty where none does
 * @param exemption for which the finding is only counted
 * @param ended an exemption that would hold, if it had not ended
 */
public record Ruling(Level level, Optional<String> policy, Optional<Exemption> exemption, Optional<Exemption> ended) {

    public Ruling {
        Objects.requireNonNull(level);
        Objects.requireNonNull(policy);
        Objects.requireNonNull(exemption);
        Objects.requireNonNull(ended);
    }

    static Ruling of(Level level) {
        return new Ruling(level, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Ruling of(Level level, String policy) {
        return new Ruling(level, Optional.of(policy), Optional.empty(), Optional.empty());
    }

    /** {@return what the same policy says, at another level, and with the end of an exemption to tell} */
    Ruling with(Level other, Optional<Exemption> over) {
        return new Ruling(other, policy, exemption, over);
    }
}

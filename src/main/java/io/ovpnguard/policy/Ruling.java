package io.ovpnguard.policy;

import io.ovpnguard.finding.Concession;
import io.ovpnguard.finding.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of one finding, and who said so.
 *
 * @param said what the policy says; the finding itself may be no more than a warning
 * @param policy the one that says so; empty where none does
 * @param exemption for which the finding is only counted
 * @param ended an exemption that would hold, if it had not ended
 */
public record Ruling(
        Level level, Level said, Optional<String> policy, Optional<Exemption> exemption, Optional<Exemption> ended) {

    public Ruling {
        Objects.requireNonNull(level);
        Objects.requireNonNull(said);
        Objects.requireNonNull(policy);
        Objects.requireNonNull(exemption);
        Objects.requireNonNull(ended);
    }

    static Ruling of(Level level) {
        return new Ruling(level, level, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Ruling of(Level level, String policy) {
        return new Ruling(level, level, Optional.of(policy), Optional.empty(), Optional.empty());
    }

    /** {@return what the same policy says, at another level, and with the end of an exemption to tell} */
    Ruling with(Level other, Optional<Exemption> over) {
        return new Ruling(other, said, policy, exemption, over);
    }

    /** {@return the stricter of two; of two alike, this one} */
    Ruling or(Ruling other) {
        var stricter = other.level.compareTo(level) > 0 ? other : this;
        return stricter.with(stricter.level, ended.or(other::ended));
    }

    /** {@return a finding as this says, with whose word that is; empty where nobody is to be told of it} */
    public Optional<Finding> of(Finding finding) {
        return policy.isEmpty() && ended.isEmpty()
                ? Optional.of(finding)
                : level.severity().map(severity -> finding.ruled(severity, remarks(), concession()));
    }

    private Optional<Concession> concession() {
        return policy.flatMap(name -> exemption.map(known -> new Concession(name, known.reason(), known.until())));
    }

    private List<String> remarks() {
        var words = policy.map(name -> exemption
                .map(known ->
                        "put up with until %s by policy \"%s\": %s".formatted(known.until(), name, known.reason()))
                .orElse(deed() + " by policy \"" + name + "\"" + (said == level ? "" : ", if it were certain")));
        var over = ended.map(known -> "the exception for %s/%s ended on %s: %s"
                .formatted(known.namespace(), known.bundle(), known.until(), known.reason()));
        return Stream.of(words, over).flatMap(Optional::stream).toList();
    }

    private String deed() {
        return switch (said) {
            case OFF -> "left out";
            case AUDIT -> "only counted";
            case WARN -> "only warned of";
            case DENY -> "denied";
        };
    }
}

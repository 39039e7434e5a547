package io.ovpnguard.policy;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.RuleId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * A fault that is known, and put up with for a while: its findings are counted, neither denied nor told.
 *
 * @param namespace of the bundle; empty for files outside Kubernetes
 * @param bundle its name
 * @param until the last day on which it holds, as of UTC
 */
public record Exemption(String namespace, String bundle, RuleId rule, String reason, LocalDate until) {

    public Exemption {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(bundle);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(until);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an exemption says why");
        }
    }

    /** {@return whether it is about that bundle, and a finding points into it} */
    boolean isAbout(Bundle other, Finding finding) {
        return namespace.equals(other.namespace())
                && bundle.equals(other.name())
                && finding.labels()
                        .anyMatch(label -> other.stored().stream()
                                .anyMatch(
                                        stored -> stored.text() == label.where().source()));
    }

    /** {@return whether its last day is over} */
    public boolean hasEnded(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).isAfter(until);
    }
}

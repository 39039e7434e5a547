package io.ovpnguard.finding;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A policy has seen a fault and puts up with it.
 *
 * @param policy its name
 * @param reason for people
 * @param until the last day on which it holds, as of UTC
 */
public record Concession(String policy, String reason, LocalDate until) {

    public Concession {
        Objects.requireNonNull(policy);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(until);
    }
}

package io.ovpnguard.manifest.policies;

import java.util.Objects;

/**
 * Why a policy cannot be in force.
 *
 * @param message what is wrong there, and what would be right: lower-case start, no final period
 */
public record Fault(KeyPath path, String message) {

    public Fault {
        Objects.requireNonNull(path);
        Objects.requireNonNull(message);
    }

    /** As people read it, such as {@code spec.rules[x]: no rule has this name}. */
    @Override
    public String toString() {
        return path.steps().isEmpty() ? message : path + ": " + message;
    }
}

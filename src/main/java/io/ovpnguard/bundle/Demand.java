package io.ovpnguard.bundle;

import java.util.List;
import java.util.Objects;

/**
 * What one policy asks of a process, beyond that its tunnel works; of what is empty, it does not speak.
 *
 * @param policy whose word it is
 * @param ciphers those of the data channel that are allowed, in upper case, best first
 */
public record Demand(String policy, List<String> ciphers) {

    public Demand {
        Objects.requireNonNull(policy);
        ciphers = ciphers.stream().distinct().toList();
    }

    /** {@return of a policy that asks for nothing} */
    public static Demand nothing(String policy) {
        return new Demand(policy, List.of());
    }

    boolean isNothing() {
        return ciphers.isEmpty();
    }
}

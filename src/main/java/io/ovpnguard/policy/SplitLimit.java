package io.ovpnguard.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * For how long members of a bundle may be of several revisions.
 *
 * @param written the same as the policy writes it
 * @param policy that says so
 */
public record SplitLimit(Duration most, String written, String policy) {

    public SplitLimit {
        Objects.requireNonNull(most);
        Objects.requireNonNull(written);
        Objects.requireNonNull(policy);
    }
}

package io.ovpnguard.manifest;

import io.ovpnguard.finding.Where;
import java.util.Objects;

/**
 * Text that cannot be judged: encrypted, a template, on a volume, outside the given paths.
 *
 * @param reason lower-case start, no final period
 */
public record NotInspected(Where where, String reason) {

    public NotInspected {
        Objects.requireNonNull(where);
        Objects.requireNonNull(reason);
    }
}

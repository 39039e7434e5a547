package io.ovpnguard.rule;

import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.MaterialFault;
import io.ovpnguard.predict.Refusal;
import java.util.List;
import java.util.Objects;

/**
 * Key material with which a process does not start.
 *
 * @param isFirst whether the process stops at this; else it would, were what stops it before mended
 */
public record RefusedMaterial(ProfileInVersion profile, Refusal refusal, MaterialFault fault, boolean isFirst) {

    public RefusedMaterial {
        Objects.requireNonNull(profile);
        Objects.requireNonNull(refusal);
        Objects.requireNonNull(fault);
    }

    /** {@return what becomes of the process, as the begin of a message, such as {@code the server does not start} */
    public String words() {
        return (isFirst ? "the %s does not start" : "the %s would not start for this either")
                .formatted(profile.side().word());
    }

    /** {@return what the process logs of it; of what it never comes to, nothing} */
    public LogLines logs() {
        return isFirst ? profile.logs(refusal) : new LogLines(List.of(), List.of());
    }
}

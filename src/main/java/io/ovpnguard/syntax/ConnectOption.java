package io.ovpnguard.syntax;

import io.ovpnguard.option.ConnectTreatment;
import java.util.Objects;

/**
 * What a client made from the OpenVPN 3 core makes of one directive.
 *
 * @param directive the option itself; of {@code setenv opt ...} the one that it carries
 * @param isExcused whether it would be refused, and the profile says that this does not matter
 */
public record ConnectOption(Directive directive, ConnectTreatment treatment, boolean isExcused) {

    public ConnectOption {
        Objects.requireNonNull(directive);
        Objects.requireNonNull(treatment);
    }

    /** {@return whether the client refuses the profile because of it} */
    public boolean isRefused() {
        return treatment.isRefused() && !isExcused;
    }

    /** {@return whether the client goes by it} */
    public boolean isTaken() {
        return treatment == ConnectTreatment.TAKEN || treatment == ConnectTreatment.FATAL;
    }
}

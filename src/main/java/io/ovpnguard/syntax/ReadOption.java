package io.ovpnguard.syntax;

import io.ovpnguard.option.Place;
import java.util.Objects;

/**
 * What one version of OpenVPN makes of one directive.
 *
 * @param directive the option itself; of {@code setenv opt ...} the one that it carries
 * @param place where it stands; an inline block stands in a config or a connection block
 */
public record ReadOption(Directive directive, Place place, Verdict verdict) {

    public ReadOption {
        Objects.requireNonNull(directive);
        Objects.requireNonNull(place);
        Objects.requireNonNull(verdict);
    }

    /** What {@code add_option} does with an option. All but the first two make a process exit that reads its own config. */
    public enum Verdict {
        TAKEN,
        /** It would be refused, and the config says that this does not matter. */
        SKIPPED,
        /** This version does not know the name. */
        UNKNOWN,
        /** The name is known, and refused as such. */
        REMOVED,
        /** It has more or fewer arguments than the option takes. */
        MISCOUNTED,
        /** The option does not belong in this place. */
        MISPLACED,
        /** The option cannot be an inline block. */
        NOT_INLINE
    }

    public boolean isRefused() {
        return verdict != Verdict.TAKEN && verdict != Verdict.SKIPPED;
    }
}

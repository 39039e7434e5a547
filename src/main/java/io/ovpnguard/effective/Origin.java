package io.ovpnguard.effective;

import io.ovpnguard.option.Version;
import io.ovpnguard.source.Span;

/** Why a setting has its value. */
public sealed interface Origin {

    /** Stated in the config. */
    record Written(Span span) implements Origin {}

    /**
     * Nothing is written, and this is what that version does then.
     *
     * @param reference function of OpenVPN or man page section
     */
    record Default(Version version, String reference) implements Origin {}

    /** A consequence of another option, such as {@code client} implying {@code pull}. */
    record Implied(Span by) implements Origin {}

    /** Pushed by a server. */
    record Pushed(Span inServer) implements Origin {}

    /** {@return whether a person wrote this value, in a config or in a push} */
    default boolean isStated() {
        return switch (this) {
            case Written _, Pushed _ -> true;
            case Default _, Implied _ -> false;
        };
    }
}

package io.ovpnguard.source;

import java.util.Objects;
import java.util.Optional;

/**
 * Something in a text that its reader refuses, or reads otherwise than it looks: a manifest that is not YAML, a config
 * line that OpenVPN's lexer rejects.
 *
 * @param fatal whether the reader gives up there (OpenVPN would exit, the object could not be created); else it goes on
 * @param message what is wrong here: lower-case start, no final period
 * @param help what to change
 */
public record Problem(boolean fatal, Span span, String message, Optional<String> help) {

    public Problem {
        Objects.requireNonNull(span);
        Objects.requireNonNull(message);
        Objects.requireNonNull(help);
    }
}

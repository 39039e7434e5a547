package io.ovpnguard.predict;

import io.ovpnguard.pki.CredentialLines;
import java.util.Optional;

/** What a client sends for {@code auth-user-pass}. */
record Credentials(String userName, boolean isComplete) {

    /** {@return the credentials of a file or inline block that was given} */
    static Optional<Credentials> of(Process process) {
        return process.material("auth-user-pass")
                .map(CredentialLines::parse)
                .map(lines -> new Credentials(lines.userName(), lines.hasPassword()));
    }
}

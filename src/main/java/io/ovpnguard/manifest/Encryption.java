package io.ovpnguard.manifest;

import java.util.Optional;

/** Tells values that only somebody else can decrypt. */
final class Encryption {

    private Encryption() {}

    /** {@return the tool that encrypted a value, if one did} */
    static Optional<String> of(String value) {
        if (value.startsWith("ENC[")) {
            return Optional.of("SOPS");
        }
        if (value.startsWith("$ANSIBLE_VAULT;")) {
            return Optional.of("Ansible Vault");
        }
        if (value.startsWith("-----BEGIN AGE ENCRYPTED FILE-----") || value.startsWith("age-encryption.org/")) {
            return Optional.of("age");
        }
        return value.startsWith("-----BEGIN PGP MESSAGE-----") ? Optional.of("PGP") : Optional.empty();
    }
}

package io.ovpnguard.predict;

import java.util.Optional;

/**
 * What a process's TLS library offers with its config.
 *
 * @param legacy whether OpenSSL 3's legacy provider is loaded
 */
record Crypto(TlsLibrary library, boolean legacy) {

    static Crypto of(Process process) {
        var legacy = process.config().written().all("providers").stream()
                .flatMap(directive -> directive.arguments().stream())
                .anyMatch(argument -> argument.value().equals("legacy"));
        return new Crypto(process.tls(), legacy);
    }

    Optional<Cipher> cipher(String name) {
        return CipherTable.get().find(name, library, legacy);
    }

    Optional<Digest> digest(String name) {
        return Digest.find(name, library);
    }
}

package io.ovpnguard.pki;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What is told of the private key in a file: to which public key it belongs. */
public sealed interface PrivateKeyFacts {

    /** Names of PEM blocks that hold one. */
    Set<String> NAMES =
            Set.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY");

    /** A key that can be read. */
    record Readable(KeyFacts key) implements PrivateKeyFacts {

        public Readable {
            Objects.requireNonNull(key);
        }
    }

    /** A key under a passphrase that was not given, so that nothing is known of it. */
    record Locked() implements PrivateKeyFacts {}

    /** A key that the given passphrase does not open. */
    record WronglyLocked() implements PrivateKeyFacts {}

    /** No key, or a broken one. */
    record Absent() implements PrivateKeyFacts {}

    /** {@return what a text holds; a key under a passphrase is {@link Locked}} */
    static PrivateKeyFacts parse(KeyText text) {
        return PrivateKeyReader.PARSED.of(text);
    }

    /** {@return what a text holds for one who has the passphrase, which is the first line of another text} */
    static PrivateKeyFacts parse(KeyText text, KeyText passphrase) {
        var plain = parse(text);
        return plain instanceof Locked ? PrivateKeyReader.unlock(text, passphrase) : plain;
    }

    /** {@return the key for one line, from which {@link #parse} reads the same} */
    static Optional<String> reduced(KeyText text) {
        return parse(text) instanceof Readable(var key) ? Optional.of(ReducedKey.line(key)) : Optional.empty();
    }
}

package io.ovpnguard.pki;

import java.util.Optional;

/** A private key as one line that tells its public key's fingerprint and nothing more. */
final class ReducedKey {

    private static final String BEGIN = "ovpnguard-key ";
    private static final int WORDS = 4;
    private static final String NO_CURVE = "-";

    private ReducedKey() {}

    static String line(KeyFacts key) {
        return BEGIN
                + String.join(
                        " ",
                        key.algorithm().name(),
                        Integer.toString(key.bits()),
                        key.curve().orElse(NO_CURVE),
                        key.fingerprint());
    }

    /** {@return the key of such a line within a block} */
    static Optional<KeyFacts> parse(String block) {
        return block.lines()
                .filter(line -> line.startsWith(BEGIN))
                .findFirst()
                .map(line -> line.substring(BEGIN.length()).split(" "))
                .filter(words -> words.length == WORDS)
                .flatMap(ReducedKey::key);
    }

    private static Optional<KeyFacts> key(String[] words) {
        try {
            return Optional.of(new KeyFacts(
                    KeyFacts.Algorithm.valueOf(words[0]),
                    Integer.parseInt(words[1]),
                    Optional.of(words[2]).filter(curve -> !curve.equals(NO_CURVE)),
                    words[3]));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}

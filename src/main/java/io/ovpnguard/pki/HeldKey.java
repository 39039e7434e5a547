package io.ovpnguard.pki;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A key in a text that must stay secret, as far as it may be told. */
public sealed interface HeldKey {

    /** Names of PEM blocks that hold one which is no private key. */
    Set<String> NAMES = Set.of(StaticKey.NAME, TlsCryptV2.SERVER_NAME, TlsCryptV2.CLIENT_NAME);

    /** {@return what messages call it} */
    String title();

    /** {@return the published sample that it is, which everybody has} */
    Optional<String> sample();

    /** {@return a name for it, equal for equal keys, and of no meaning outside this process} */
    String fingerprint();

    /**
     * A private key.
     *
     * @param key of which it is the private half; empty when a passphrase hides it
     * @param fingerprint of its text, where it is hidden
     */
    record Private(Optional<KeyFacts> key, String fingerprint) implements HeldKey {

        public Private {
            Objects.requireNonNull(key);
            Objects.requireNonNull(fingerprint);
        }

        @Override
        public String title() {
            return "private key";
        }

        @Override
        public Optional<String> sample() {
            return key.map(KeyFacts::fingerprint).flatMap(PublishedKeys::sample);
        }
    }

    /** A static key, for {@code tls-auth}, {@code tls-crypt} or {@code secret}. */
    record Static(Optional<String> sample, String fingerprint) implements HeldKey {

        public Static {
            Objects.requireNonNull(sample);
            Objects.requireNonNull(fingerprint);
        }

        @Override
        public String title() {
            return "static key";
        }
    }

    /** A key for {@code tls-crypt-v2}; the server's opens those of all clients. */
    record TlsCrypt(boolean ofServer, String fingerprint) implements HeldKey {

        public TlsCrypt {
            Objects.requireNonNull(fingerprint);
        }

        @Override
        public String title() {
            return ofServer ? "tls-crypt-v2 server key" : "tls-crypt-v2 client key";
        }

        @Override
        public Optional<String> sample() {
            return Optional.empty();
        }
    }

    /** {@return the keys in a text, in order; what is broken is none} */
    static List<HeldKey> in(KeyText text) {
        return text.holdsMaterial()
                ? PemBlock.in(text.text()).stream().flatMap(HeldKey::of).toList()
                : List.of();
    }

    /** {@return how many blocks of a text say to be keys, be they broken} */
    static long blocks(KeyText text) {
        return PemBlock.in(text.text()).stream()
                .filter(block -> NAMES.contains(block.name()) || PrivateKeyFacts.NAMES.contains(block.name()))
                .count();
    }

    private static Stream<HeldKey> of(PemBlock block) {
        var text = KeyText.of(block.text());
        return switch (block.name()) {
            case StaticKey.NAME ->
                StaticKey.parse(text).map(key -> new Static(key.sample(), key.fingerprint())).stream()
                        .map(HeldKey.class::cast);
            case TlsCryptV2.SERVER_NAME -> Stream.of(new TlsCrypt(true, text.fingerprint()));
            case TlsCryptV2.CLIENT_NAME -> Stream.of(new TlsCrypt(false, text.fingerprint()));
            default -> PrivateKeyFacts.NAMES.contains(block.name()) ? ofPrivate(text) : Stream.empty();
        };
    }

    private static Stream<HeldKey> ofPrivate(KeyText text) {
        return switch (PrivateKeyFacts.parse(text)) {
            case PrivateKeyFacts.Readable(var key) -> Stream.of(new Private(Optional.of(key), key.fingerprint()));
            case PrivateKeyFacts.Locked _, PrivateKeyFacts.WronglyLocked _ ->
                Stream.of(new Private(Optional.empty(), text.fingerprint()));
            case PrivateKeyFacts.Absent _ -> Stream.empty();
        };
    }
}

package io.ovpnguard.pki;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A key in a text that must stay secret, as far as it may be told. */
public sealed interface HeldKey {

    /** {@return what messages call it} */
    String title();

    /** {@return the published sample that it is, which everybody has} */
    Optional<String> sample();

    /**
     * A private key.
     *
     * @param key of which it is the private half; empty when a passphrase hides it
     */
    record Private(Optional<KeyFacts> key) implements HeldKey {

        public Private {
            Objects.requireNonNull(key);
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

    /**
     * A static key, for {@code tls-auth}, {@code tls-crypt} or {@code secret}.
     *
     * @param fingerprint equal for equal keys, and of no meaning outside this process
     */
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
    record TlsCrypt(boolean ofServer) implements HeldKey {

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

    private static Stream<HeldKey> of(PemBlock block) {
        var text = KeyText.of(block.text());
        return switch (block.name()) {
            case StaticKey.NAME ->
                StaticKey.parse(text).map(key -> new Static(key.sample(), key.fingerprint())).stream()
                        .map(HeldKey.class::cast);
            case TlsCryptV2.SERVER_NAME -> Stream.of(new TlsCrypt(true));
            case TlsCryptV2.CLIENT_NAME -> Stream.of(new TlsCrypt(false));
            default -> PrivateKeyFacts.NAMES.contains(block.name()) ? ofPrivate(text) : Stream.empty();
        };
    }

    private static Stream<HeldKey> ofPrivate(KeyText text) {
        return switch (PrivateKeyFacts.parse(text)) {
            case PrivateKeyFacts.Readable(var key) -> Stream.of(new Private(Optional.of(key)));
            case PrivateKeyFacts.Locked _, PrivateKeyFacts.WronglyLocked _ -> Stream.of(new Private(Optional.empty()));
            case PrivateKeyFacts.Absent _ -> Stream.empty();
        };
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether a process signs packets with the digest that {@code auth} names: those of the control channel with
 * {@code tls-auth}, those of the data channel with ciphers that are not AEAD ({@code init_key_type} of crypto.c).
 *
 * @param digest its name, as {@link Digest#canonical} gives it
 * @param isCertain whether it does so, whatever its peer is
 * @param isPossible whether it does so with some peer
 */
public record DigestUse(Setting<String> digest, boolean isCertain, boolean isPossible) {

    public DigestUse {
        Objects.requireNonNull(digest);
    }

    /** {@return what a process does} */
    public static DigestUse of(Process process) {
        var written = process.config().written();
        var digest = written.value("auth")
                .map(auth -> new Setting<>(Digest.canonical(auth.value()).orElse(auth.value()), auth.origin()))
                .orElseGet(() -> new Setting<>("SHA1", new Origin.Default(process.version(), "init_options")));
        var accepted = AcceptedCiphers.of(process);
        var needing = Stream.concat(
                        accepted.negotiated().value().stream(), accepted.alone().map(Setting::value).stream())
                .map(DigestUse::isNeededBy)
                .distinct()
                .toList();
        return new DigestUse(
                digest,
                written.has("tls-auth") || !needing.contains(false),
                written.has("tls-auth") || needing.contains(true));
    }

    /** {@return whether packets that a cipher encrypts have to be signed besides} */
    public static boolean isNeededBy(String cipher) {
        return CipherTable.get().find(cipher).filter(Cipher::isAead).isEmpty();
    }
}

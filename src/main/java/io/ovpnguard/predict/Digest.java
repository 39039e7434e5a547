package io.ovpnguard.predict;

import io.ovpnguard.predict.TlsLibrary.Family;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A digest that {@code auth} can name.
 *
 * @param name as OpenVPN prints it
 * @param bytes length of the result; 0 for {@code none}
 */
public record Digest(String name, int bytes) {

    /** What {@code auth none} stands for, as the options string names it. */
    public static final Digest NONE = new Digest("[null-digest]", 0);

    /** What every recorded library has. */
    private static final Map<String, Digest> COMMON = Map.of(
            "MD5", new Digest("MD5", 16),
            "SHA1", new Digest("SHA1", 20),
            "SHA224", new Digest("SHA224", 28),
            "SHA256", new Digest("SHA256", 32),
            "SHA384", new Digest("SHA384", 48),
            "SHA512", new Digest("SHA512", 64),
            "RIPEMD160", new Digest("RIPEMD160", 20));

    private static final Map<String, Digest> OPENSSL_SINCE_1_1 = Map.of(
            "SHA512-224", new Digest("SHA512-224", 28),
            "SHA512-256", new Digest("SHA512-256", 32),
            "SHA3-224", new Digest("SHA3-224", 28),
            "SHA3-256", new Digest("SHA3-256", 32),
            "SHA3-384", new Digest("SHA3-384", 48),
            "SHA3-512", new Digest("SHA3-512", 64),
            "BLAKE2B512", new Digest("BLAKE2b512", 64),
            "BLAKE2S256", new Digest("BLAKE2s256", 32),
            "SM3", new Digest("SM3", 32));

    private static final Map<String, Digest> OPENSSL_BEFORE_3 = Map.of(
            "MD4", new Digest("MD4", 16),
            "WHIRLPOOL", new Digest("whirlpool", 64),
            "RSA-SHA1", new Digest("RSA-SHA1", 20),
            "RSA-SHA256", new Digest("RSA-SHA256", 32),
            "RSA-SHA512", new Digest("RSA-SHA512", 64));

    private static final Set<String> NAMES = Stream.of(
                    COMMON, OPENSSL_SINCE_1_1, OPENSSL_BEFORE_3, Map.of("none", NONE))
            .flatMap(table -> table.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    /** {@return whether some library has a digest of that name} */
    public static boolean isOne(String name) {
        return canonical(name).isPresent();
    }

    /** {@return what is the same for every spelling of a name that some library has: {@code none}, or upper case} */
    public static Optional<String> canonical(String name) {
        return Optional.of(name.equals("none") ? name : name.toUpperCase(Locale.ROOT))
                .filter(key -> names().contains(key));
    }

    /** {@return all names that some library has, as {@link #canonical} gives them} */
    public static Set<String> names() {
        return NAMES;
    }

    /** {@return the digest of that name, in any case, if the library has it; {@code none} always is} */
    static Optional<Digest> find(String name, TlsLibrary library) {
        if (name.equals("none")) {
            return Optional.of(NONE);
        }
        var key = name.toUpperCase(Locale.ROOT);
        var common = Optional.ofNullable(COMMON.get(key));
        if (common.isPresent() || library.family() != Family.OPENSSL) {
            return common;
        }
        var since = library.isOpenSslSince(1, 1, 1) ? OPENSSL_SINCE_1_1.get(key) : null;
        var before = library.isOpenSslSince(3, 0, 0) ? null : OPENSSL_BEFORE_3.get(key);
        return Optional.ofNullable(since != null ? since : before);
    }
}

package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The TLS library that an OpenVPN was built with; it decides which ciphers, digests, key sizes and TLS versions exist.
 *
 * @param securityLevel OpenSSL's security level; 0 for the others
 */
public record TlsLibrary(Family family, Release release, int securityLevel) {

    /** The makers. */
    public enum Family {
        OPENSSL,
        POLARSSL,
        MBEDTLS
    }

    /** A release, such as 1.1.1. */
    public record Release(int major, int minor, int patch) implements Comparable<Release> {

        @Override
        public int compareTo(Release other) {
            if (major != other.major) {
                return Integer.compare(major, other.major);
            }
            return minor != other.minor ? Integer.compare(minor, other.minor) : Integer.compare(patch, other.patch);
        }
    }

    private static final int DEBIAN_SECURITY_LEVEL = 2;

    /** Before 3.0 Debian set its level in openssl.cnf only, which an OpenVPN moved elsewhere does not come with. */
    private static final int SECURITY_LEVEL_OF_1_1 = 1;

    private static final Release FIRST_WITH_LEVEL = new Release(1, 1, 0);
    private static final Release FIRST_OF_DEBIAN_LEVEL = new Release(3, 0, 0);

    public TlsLibrary {
        Objects.requireNonNull(family);
        Objects.requireNonNull(release);
    }

    /** {@return the library that an OpenVPN of that version usually came with} */
    public static TlsLibrary usualOf(Version version) {
        if (version.isBefore(Version.V2_4)) {
            return openssl(1, 0, 2);
        }
        return version.isBefore(Version.V2_6) ? openssl(1, 1, 1) : openssl(3, version.minor() == 6 ? 0 : 5, 0);
    }

    private static TlsLibrary openssl(int major, int minor, int patch) {
        var release = new Release(major, minor, patch);
        return new TlsLibrary(Family.OPENSSL, release, usualLevel(Family.OPENSSL, release));
    }

    private static int usualLevel(Family family, Release release) {
        if (family != Family.OPENSSL || release.compareTo(FIRST_WITH_LEVEL) < 0) {
            return 0;
        }
        return release.compareTo(FIRST_OF_DEBIAN_LEVEL) < 0 ? SECURITY_LEVEL_OF_1_1 : DEBIAN_SECURITY_LEVEL;
    }

    /**
     * {@return the library of that name, or empty when it is not one}
     *
     * @param text such as {@code openssl-3.0}, {@code polarssl-1.3} or {@code openssl-3.0@seclevel=1}; without a level,
     *     Debian's is taken
     */
    public static Optional<TlsLibrary> parse(String text) {
        var at = text.indexOf('@');
        var name = at < 0 ? text : text.substring(0, at);
        var dash = name.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        var family = family(name.substring(0, dash));
        var release = release(name.substring(dash + 1));
        if (family.isEmpty() || release.isEmpty()) {
            return Optional.empty();
        }
        var usual = usualLevel(family.get(), release.get());
        var level = at < 0 ? Optional.of(usual) : level(text.substring(at + 1));
        return level.map(found -> new TlsLibrary(family.get(), release.get(), found));
    }

    private static Optional<Family> family(String text) {
        for (var family : Family.values()) {
            if (family.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    private static Optional<Release> release(String text) {
        var numbers = new int[3];
        var index = 0;
        for (var part : text.split("\\.", -1)) {
            var digits = leadingDigits(part);
            if (digits.isEmpty() || digits.length() > 4 || index == numbers.length) {
                return Optional.empty();
            }
            numbers[index++] = Integer.parseInt(digits);
        }
        return Optional.of(new Release(numbers[0], numbers[1], numbers[2]));
    }

    /** A letter behind the last number, as in 1.1.1w, is not looked at. */
    private static String leadingDigits(String text) {
        var end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return text.substring(0, end);
    }

    private static Optional<Integer> level(String text) {
        var number = text.startsWith("seclevel=") ? text.substring("seclevel=".length()) : "";
        return number.length() == 1 && number.charAt(0) >= '0' && number.charAt(0) <= '5'
                ? Optional.of(number.charAt(0) - '0')
                : Optional.empty();
    }

    /** {@return its name for people, such as {@code OpenSSL 3.0}} */
    public String words() {
        var maker = switch (family) {
            case OPENSSL -> "OpenSSL";
            case POLARSSL -> "PolarSSL";
            case MBEDTLS -> "Mbed TLS";
        };
        return maker + " " + release.major() + "." + release.minor();
    }

    /** {@return whether this is OpenSSL of that release or newer} */
    public boolean isOpenSslSince(int major, int minor, int patch) {
        return family == Family.OPENSSL && release.compareTo(new Release(major, minor, patch)) >= 0;
    }
}

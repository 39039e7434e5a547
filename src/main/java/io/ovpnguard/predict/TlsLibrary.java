package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** What there is to name, for people. */
    public static final String NAMES =
            "`openssl-` with 0.9.8, 1.0.0 to 1.0.2, 1.1.0, 1.1.1 or 3.0 to 3.6, `polarssl-` with 1.2"
                    + " or 1.3, `mbedtls-` with 1.3, 2.0 to 2.28 or 3.0 to 3.6; `@seclevel=0` to `@seclevel=5` behind OpenSSL from"
                    + " 1.1.0 on";

    /** A letter behind the release, as in 1.1.1w, is one of its patches. */
    private static final Pattern NAME = Pattern.compile(
            "(?i)(?:polarssl|mbedtls)-\\d+\\.\\d+(?:\\.\\d+)?|openssl-(?:0\\.9\\.8|1\\.0\\.\\d)[a-z]{0,2}"
                    + "|openssl-(?:1\\.1\\.\\d[a-z]?|3\\.\\d+(?:\\.\\d+)?)(?:@seclevel=[0-5])?");

    private static final int ANY = 99;

    /** Releases in a row. */
    private record Line(Release first, Release last) {

        static Line of(int major, int firstMinor, int lastMinor) {
            return new Line(new Release(major, firstMinor, 0), new Release(major, lastMinor, ANY));
        }
    }

    private static final Map<Family, List<Line>> KNOWN = Map.of(
            Family.OPENSSL,
            List.of(
                    new Line(new Release(0, 9, 8), new Release(0, 9, 8)),
                    new Line(new Release(1, 0, 0), new Release(1, 0, 2)),
                    new Line(new Release(1, 1, 0), new Release(1, 1, 1)),
                    Line.of(3, 0, 6)),
            Family.POLARSSL,
            List.of(Line.of(1, 2, 3)),
            Family.MBEDTLS,
            List.of(Line.of(1, 3, 3), Line.of(2, 0, 28), Line.of(3, 0, 6)));

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

    /** {@return the library of that name, or empty when no OpenVPN was ever built with such a one} */
    public static Optional<TlsLibrary> parseKnown(String text) {
        return NAME.matcher(text).matches() ? parse(text).filter(TlsLibrary::isKnown) : Optional.empty();
    }

    private boolean isKnown() {
        return KNOWN.getOrDefault(family, List.of()).stream()
                .anyMatch(line -> line.first().compareTo(release) <= 0 && release.compareTo(line.last()) <= 0);
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

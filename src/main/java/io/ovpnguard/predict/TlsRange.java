package io.ovpnguard.predict;

import io.ovpnguard.effective.CompatMode;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import java.util.Optional;

/**
 * The TLS versions that a process offers or takes, as 10 for TLS 1.0 to 13 for TLS 1.3; empty if {@code least} is over
 * {@code most}.
 */
public record TlsRange(int least, int most) {

    private static final int TLS_1_0 = 10;
    private static final int TLS_1_2 = 12;
    private static final int TLS_1_3 = 13;

    /** {@return what a process is left with by its version, its library and its config} */
    public static TlsRange of(Process process) {
        var version = process.version();
        if (version.isBefore(Version.V2_3)) {
            return new TlsRange(TLS_1_0, TLS_1_0);
        }
        var most = Math.min(
                newest(process),
                process.config()
                        .written()
                        .value("tls-version-max")
                        .map(TlsRange::number)
                        .orElse(TLS_1_3));
        var stated = process.config().written().value("tls-version-min").map(TlsRange::number);
        var least = stated.map(number -> isHighest(process) ? Math.min(number, newest(process)) : number)
                .orElseGet(() -> floor(process, most));
        return new TlsRange(Math.max(least, libraryFloor(process)), most);
    }

    /** {@return what a config asks for, if it asks for both ends} */
    static Optional<TlsRange> stated(EffectiveConfig config) {
        var least = config.written().value("tls-version-min").map(TlsRange::number);
        var most = config.written().value("tls-version-max").map(TlsRange::number);
        return least.isPresent() && most.isPresent()
                ? Optional.of(new TlsRange(least.get(), most.get()))
                : Optional.empty();
    }

    /** {@code options_set_backwards_compatible_options} of options.c. */
    private static int floor(Process process, int most) {
        if (process.version().isBefore(Version.V2_6)) {
            return TLS_1_0;
        }
        var isOld = process.config()
                .ciphers()
                .compatMode()
                .map(Setting::value)
                .filter(mode -> mode.isBefore(CompatMode.V2_3_7));
        return isOld.isPresent() ? TLS_1_0 : Math.min(most, TLS_1_2);
    }

    static boolean isHighest(Process process) {
        return process.config()
                .written()
                .last("tls-version-min")
                .flatMap(directive -> directive.value(1))
                .filter("or-highest"::equals)
                .isPresent();
    }

    private static int newest(Process process) {
        return process.version().isAtLeast(Version.V2_4) && process.tls().isOpenSslSince(1, 1, 1) ? TLS_1_3 : TLS_1_2;
    }

    /** OpenSSL 3 has no signature for TLS 1.0 and 1.1 from security level 1 on. */
    private static int libraryFloor(Process process) {
        var isStrict =
                process.tls().securityLevel() > 0 && SecurityLevel.of(process).level() > 0;
        return process.tls().isOpenSslSince(3, 0, 0) && isStrict ? TLS_1_2 : TLS_1_0;
    }

    private static int number(Setting<String> text) {
        return switch (text.value()) {
            case "1.0" -> TLS_1_0;
            case "1.1" -> TLS_1_0 + 1;
            case "1.3" -> TLS_1_3;
            case "1.2" -> TLS_1_2;
            // Taken with `or-highest` only.
            default -> Integer.MAX_VALUE;
        };
    }

    /** {@return whether nothing is left, so that recent libraries do not even begin a handshake} */
    public boolean isEmpty() {
        return least > most;
    }

    /** {@return whether two sides share a version} */
    public boolean meets(TlsRange other) {
        return Math.max(least, other.least) <= Math.min(most, other.most);
    }

    /** {@return the newest version that both have; they must meet} */
    public int newestWith(TlsRange other) {
        return Math.min(most, other.most);
    }

    /** {@return the versions for people} */
    public String words() {
        if (isEmpty()) {
            return "no TLS version";
        }
        return least == most ? word(least) : word(least) + " to " + word(most).substring("TLS ".length());
    }

    /** {@return the version as options write it} */
    public static String number(int number) {
        return number / 10 + "." + number % 10;
    }

    /** {@return the version in words} */
    public static String word(int number) {
        return "TLS " + number(number);
    }
}

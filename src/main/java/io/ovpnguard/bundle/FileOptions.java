package io.ovpnguard.bundle;

import java.util.List;
import java.util.Set;

/** Options whose first argument names something that the process reads. */
public final class FileOptions {

    /** Those that name a file which must exist ({@code options_postprocess_filechecks} of options.c), in its order. */
    public static final List<String> FILES = List.of(
            "dh",
            "ca",
            "cert",
            "extra-certs",
            "key",
            "pkcs12",
            "crl-verify",
            "tls-auth",
            "tls-crypt",
            "tls-crypt-v2",
            "secret",
            "askpass",
            "auth-user-pass");

    private static final Set<String> NO_NAMES = Set.of("none", "stdin", "[inline]");

    private FileOptions() {}

    /** {@return whether an argument in a file name's place is a word of its own instead} */
    public static boolean isWord(String argument) {
        return NO_NAMES.contains(argument);
    }
}

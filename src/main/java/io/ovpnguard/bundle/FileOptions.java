package io.ovpnguard.bundle;

import io.ovpnguard.syntax.Argument;
import io.ovpnguard.syntax.ConfigFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /** Those of which OpenVPN warns when others than their owner may do anything with it, in its order. */
    public static final List<String> PRIVATE =
            List.of("key", "pkcs12", "tls-auth", "tls-crypt", "tls-crypt-v2", "secret", "askpass", "auth-user-pass");

    private static final Set<String> NO_NAMES = Set.of("none", "stdin", "[inline]");

    private FileOptions() {}

    /** {@return the names of the files that a config needs, as it writes them; blocks within it have none} */
    public static Stream<String> named(ConfigFile config) {
        return config.ownDirectives()
                .filter(directive ->
                        FILES.contains(directive.name()) && directive.inline().isEmpty())
                .flatMap(directive -> directive.value(0).stream())
                .filter(name -> !isWord(name));
    }

    /** {@return all that a config may call a file by, without folders: more than it does, and nothing less} */
    public static Stream<String> mentioned(ConfigFile config) {
        return config.ownDirectives()
                .flatMap(directive -> directive.arguments().stream())
                .map(Argument::value)
                .map(name -> name.substring(name.lastIndexOf('/') + 1));
    }

    /** {@return whether an argument in a file name's place is a word of its own instead} */
    public static boolean isWord(String argument) {
        return NO_NAMES.contains(argument);
    }
}

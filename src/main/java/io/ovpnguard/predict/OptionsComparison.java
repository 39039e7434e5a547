package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression.Flag;
import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one side logs when it compares its peer's options string with the one that it expects
 * ({@code options_warning_safe_ml} of options.c).
 *
 * @param differences in the order in which they are logged
 * @param verbosity the least {@code verb} at which they are logged
 */
public record OptionsComparison(List<Difference> differences, int verbosity) {

    private static final int VERBOSITY_SINCE_2_6 = 7;
    private static final int ALWAYS = 0;

    private static final Pattern LINK_MTU = Pattern.compile(",link-mtu (\\d+)");

    /** What is not compared any more: 2.3 began with the protocol, 2.4 and 2.5 went on. */
    private static final Set<String> SILENT_SINCE_2_3 = Set.of("proto");

    private static final Set<String> SILENT_SINCE_2_4 = Set.of("proto", "key-method", "keydir", "tun-ipv6");
    private static final Set<String> SILENT_SINCE_2_5 = Set.of("proto", "key-method", "keydir", "tun-ipv6", "cipher");

    /** 2.4 to 2.6 look for {@code tls-auth} with an argument, which it never has. */
    private static final Set<String> SILENT_SINCE_2_7 =
            Set.of("proto", "key-method", "keydir", "tun-ipv6", "cipher", "tls-auth");

    /**
     * One option that the two strings do not share.
     *
     * @param option its name
     * @param line what is logged
     */
    public record Difference(String option, String line) {

        static Difference inconsistent(String local, String remote) {
            var option = name(local);
            return new Difference(
                    option,
                    "WARNING: '%s' is used inconsistently, local='%s', remote='%s'".formatted(option, local, remote));
        }

        static Difference missing(String text, String where, String elsewhere) {
            var option = name(text);
            return new Difference(
                    option,
                    "WARNING: '%s' is present in %s config but missing in %s config, %s='%s'"
                            .formatted(option, where, elsewhere, where, text));
        }
    }

    public OptionsComparison {
        differences = List.copyOf(differences);
        Objects.checkIndex(verbosity, Integer.MAX_VALUE);
    }

    /** {@return what a side logs of its peer's options, once the two have told each other} */
    public static OptionsComparison at(Side side, Prediction prediction) {
        var server = prediction.server();
        var client = prediction.client();
        var own = side == Side.SERVER ? server : client;
        if (isSilent(own)) {
            return new OptionsComparison(List.of(), verbosity(own.version()));
        }
        var other = side == Side.SERVER ? client : server;
        var told = OptionsString.local(other);
        var expected = OptionsString.expected(own);
        // A server that migrates its peer also says what that peer wants to hear (key_method_2_write of ssl.c).
        var isAnswered = other.config().role().isServer() && migrates(other, OptionsString.local(own));
        return compare(
                migrates(own, told) ? withCompression(expected) : expected,
                isAnswered ? withCompression(told) : told,
                own.version());
    }

    /** From 2.6 on {@code disable-occ} does not keep a side from comparing. */
    private static boolean isSilent(Process side) {
        return side.config().role().isStaticKey()
                || side.version().isBefore(Version.V2_6)
                        && side.config().written().has("disable-occ");
    }

    /** {@code compress migrate} does not mind compression at the peer ({@code key_method_2_read} of ssl.c). */
    private static boolean migrates(Process side, String told) {
        return side.config().compression().compression().value().has(Flag.MIGRATES) && told.contains(",comp-lzo,");
    }

    /** {@code options_string_compat_lzo} of ssl_util.c. */
    private static String withCompression(String options) {
        return LINK_MTU.matcher(options).replaceFirst(found -> ",link-mtu " + (Integer.parseInt(found.group(1)) + 1))
                + ",comp-lzo";
    }

    static OptionsComparison compare(String expected, String told, Version version) {
        var local = List.of(expected.split(","));
        var remote = List.of(told.split(","));
        var differences = new ArrayList<Difference>();
        for (var option : local) {
            if (isCompared(option, version) && !remote.contains(option)) {
                differences.add(remote.stream()
                        .filter(other -> name(other).equals(name(option)))
                        .findFirst()
                        .map(other -> Difference.inconsistent(option, other))
                        .orElseGet(() -> Difference.missing(option, "local", "remote")));
            }
        }
        for (var option : remote) {
            var isKnown = local.stream().anyMatch(other -> name(other).equals(name(option)));
            if (isCompared(option, version) && !isKnown) {
                differences.add(Difference.missing(option, "remote", "local"));
            }
        }
        return new OptionsComparison(differences, verbosity(version));
    }

    private static int verbosity(Version version) {
        return version.isBefore(Version.V2_6) ? ALWAYS : VERBOSITY_SINCE_2_6;
    }

    private static boolean isCompared(String option, Version version) {
        return !silent(version).contains(name(option));
    }

    private static Set<String> silent(Version version) {
        return switch (version.minor()) {
            case 2 -> Set.of();
            case 3 -> SILENT_SINCE_2_3;
            case 4 -> SILENT_SINCE_2_4;
            case 5, 6 -> SILENT_SINCE_2_5;
            default -> SILENT_SINCE_2_7;
        };
    }

    private static String name(String option) {
        var space = option.indexOf(' ');
        return space < 0 ? option : option.substring(0, space);
    }

    /** {@return the lines, as a log shows them at that verbosity or above} */
    public List<String> lines() {
        return differences.stream().map(Difference::line).toList();
    }
}

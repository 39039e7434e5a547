package io.ovpnguard.predict;

import io.ovpnguard.effective.Numbers;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Arguments that must be numbers. Before 2.7 OpenVPN reads them with {@code atoi}, so that a word is 0, and limits few; 2.7
 * refuses what is no number ({@code atoi_constrained}, {@code positive_atoi} and {@code atoi_warn} of options_util.c).
 */
final class NumberCheck {

    private static final Limits ANY = new Limits(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Limits NOT_NEGATIVE = new Limits(0, Integer.MAX_VALUE);
    private static final Limits POSITIVE = new Limits(1, Integer.MAX_VALUE);
    private static final Limits SECONDS = new Limits(0, 86_400);
    private static final int LARGEST_PEER_ID = 0xFF_FFFF;

    /** {@code PING_TIMEOUT_MAX}, {@code MBUF_SIZE_MAX} and others of 2.7.6, by option and argument. */
    private static final Map<String, List<Limits>> FROM_2_7 = Map.ofEntries(
            Map.entry("auth-gen-token", List.of(NOT_NEGATIVE)),
            Map.entry("bcast-buffers", List.of(new Limits(1, 268_435_456))),
            Map.entry("connect-freq", List.of(POSITIVE, POSITIVE)),
            Map.entry("connect-freq-initial", List.of(POSITIVE, POSITIVE)),
            Map.entry("connect-retry", List.of(NOT_NEGATIVE, NOT_NEGATIVE)),
            Map.entry("connect-retry-max", List.of(NOT_NEGATIVE)),
            Map.entry("connect-timeout", List.of(NOT_NEGATIVE)),
            Map.entry("explicit-exit-notify", List.of(NOT_NEGATIVE)),
            Map.entry("fragment", List.of(new Limits(68, Integer.MAX_VALUE))),
            Map.entry("hand-window", List.of(NOT_NEGATIVE)),
            Map.entry("hash-size", List.of(POSITIVE, POSITIVE)),
            Map.entry("ifconfig-pool-persist", List.of(ANY, NOT_NEGATIVE)),
            Map.entry("inactive", List.of(NOT_NEGATIVE, NOT_NEGATIVE)),
            Map.entry("keying-material-exporter", List.of(ANY, new Limits(16, 4095))),
            Map.entry("link-mtu", List.of(NOT_NEGATIVE)),
            Map.entry("management-log-cache", List.of(POSITIVE)),
            Map.entry("mark", List.of(ANY)),
            Map.entry("max-clients", List.of(new Limits(1, LARGEST_PEER_ID))),
            Map.entry("max-packet-size", List.of(NOT_NEGATIVE)),
            Map.entry("max-routes-per-client", List.of(POSITIVE)),
            Map.entry("mssfix", List.of(new Limits(0, 65_535))),
            Map.entry("mute", List.of(NOT_NEGATIVE)),
            Map.entry("nice", List.of(ANY)),
            Map.entry("ping", List.of(SECONDS)),
            Map.entry("ping-exit", List.of(SECONDS)),
            Map.entry("ping-restart", List.of(SECONDS)),
            Map.entry("rcvbuf", List.of(NOT_NEGATIVE)),
            Map.entry("reneg-sec", List.of(NOT_NEGATIVE, NOT_NEGATIVE)),
            Map.entry("replay-window", List.of(new Limits(0, 65_536), new Limits(0, 600))),
            Map.entry("route-delay", List.of(NOT_NEGATIVE, NOT_NEGATIVE)),
            Map.entry("route-metric", List.of(NOT_NEGATIVE)),
            Map.entry("script-security", List.of(new Limits(0, 3))),
            Map.entry("server-poll-timeout", List.of(NOT_NEGATIVE)),
            Map.entry("session-timeout", List.of(NOT_NEGATIVE)),
            Map.entry("shaper", List.of(new Limits(100, 100_000_000))),
            Map.entry("sndbuf", List.of(NOT_NEGATIVE)),
            Map.entry("stale-routes-check", List.of(POSITIVE, POSITIVE)),
            Map.entry("status", List.of(ANY, NOT_NEGATIVE)),
            Map.entry("status-version", List.of(new Limits(1, 3))),
            Map.entry("tcp-queue-limit", List.of(POSITIVE)),
            Map.entry("tls-timeout", List.of(POSITIVE)),
            Map.entry("tran-window", List.of(NOT_NEGATIVE)),
            Map.entry("tun-mtu", List.of(new Limits(100, 65_536), new Limits(100, 65_536))),
            Map.entry("tun-mtu-extra", List.of(new Limits(0, 65_536))),
            Map.entry("tun-mtu-max", List.of(new Limits(1600, 65_536))),
            Map.entry("txqueuelen", List.of(NOT_NEGATIVE)),
            Map.entry("verb", List.of(NOT_NEGATIVE)),
            Map.entry("vlan-pvid", List.of(new Limits(1, 4094))));

    private static final Limits PORT = new Limits(1, 65_535);

    /** Up to 2.3 ports are numbers, of which a local one may be 0. */
    private static final Map<String, List<Limits>> BEFORE_2_4 = Map.of(
            "port", List.of(PORT),
            "lport", List.of(new Limits(0, 65_535)),
            "rport", List.of(PORT),
            "remote", List.of(ANY, PORT));

    /** What 2.5.1 and 2.6.14 limit. */
    private static final Map<String, List<Limits>> BEFORE_2_7 = Map.ofEntries(
            Map.entry("bcast-buffers", List.of(POSITIVE)),
            Map.entry("connect-freq", List.of(NOT_NEGATIVE, NOT_NEGATIVE)),
            Map.entry("hash-size", List.of(POSITIVE, POSITIVE)),
            Map.entry("keying-material-exporter", List.of(ANY, new Limits(16, 4095))),
            Map.entry("max-clients", List.of(new Limits(0, LARGEST_PEER_ID - 1))),
            Map.entry("replay-window", List.of(new Limits(0, 65_536), new Limits(0, 600))),
            Map.entry("shaper", List.of(new Limits(100, 100_000_000))),
            Map.entry("stale-routes-check", List.of(POSITIVE)),
            Map.entry("status-version", List.of(new Limits(1, 3))),
            Map.entry("tcp-queue-limit", List.of(POSITIVE)),
            Map.entry("vlan-pvid", List.of(new Limits(1, 4094))));

    /** The least and the most that an argument may be. */
    private record Limits(int least, int most) {

        boolean contain(int value) {
            return value >= least && value <= most;
        }

        @Override
        public String toString() {
            return most == Integer.MAX_VALUE ? ">= " + least : "between " + least + " and " + most;
        }
    }

    private NumberCheck() {}

    /** {@return why a version refuses one of the option's numbers} */
    static Optional<Refusal> refusal(Directive directive, Version version) {
        var isStrict = version.isAtLeast(Version.V2_7);
        var limits = limits(directive.name(), version);
        for (var index = 0;
                index < Math.min(limits.size(), directive.arguments().size());
                index++) {
            var text = directive.arguments().get(index).value();
            var limit = limits.get(index);
            // The first argument of some is no number.
            var isFree = limit == ANY && limits.size() > 1;
            if (!isFree && (isStrict && !isNumber(text) || !limit.contain(Numbers.atoi(text)))) {
                return Optional.of(Refusal.options(line(directive.name(), text, limit), directive.span()));
            }
        }
        return Optional.empty();
    }

    private static List<Limits> limits(String option, Version version) {
        if (version.isAtLeast(Version.V2_7)) {
            return FROM_2_7.getOrDefault(option, List.of());
        }
        var isOld = version.isBefore(Version.V2_4) && BEFORE_2_4.containsKey(option);
        return (isOld ? BEFORE_2_4 : BEFORE_2_7).getOrDefault(option, List.of());
    }

    private static String line(String option, String text, Limits limits) {
        if (limits == NOT_NEGATIVE) {
            return "Cannot parse argument '" + text + "' as non-negative integer";
        }
        if (limits == PORT) {
            return option + ": port number is out of range";
        }
        if (limits == ANY) {
            return "Cannot parse argument '" + text + "' as integer";
        }
        return isNumber(text)
                ? option + ": Must be an integer " + limits + ", not " + Numbers.atoi(text)
                : option + ": Cannot parse '" + text + "' as integer";
    }

    private static boolean isNumber(String text) {
        var digits = text.startsWith("-") ? text.substring(1) : text;
        return !digits.isEmpty() && digits.chars().allMatch(Character::isDigit);
    }
}

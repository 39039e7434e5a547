package io.ovpnguard.openvpn;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes out of a log what says nothing about the configs: peers' names and addresses, session ids, counters. */
final class LogText {

    /** A server begins what concerns one client with {@code client/10.99.0.2:1194 } or {@code 10.99.0.2:1194 }. */
    private static final Pattern PEER = Pattern.compile(
            "^(?:[\\w .@<>+-]+/)?(?:(?:udp|tcp)?[46]?(?:-server|-client)?:?(?:\\[AF_INET])?)?(?:\\d+\\.){3}\\d+:\\d+ ");

    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[AF_INET6?](?:::ffff:)?|(?:udp|tcp)4:)?(?:\\d+\\.){3}\\d+:\\d+");

    private static final Pattern NUMBER =
            Pattern.compile("(header byte: |\\[ #|\\bsid=|peer-id[ :=]+|\\bfd=)[0-9a-fx]+");

    /** Key material, which verbosity 7 prints. */
    private static final Pattern DUMP = Pattern.compile("(?:[0-9a-f]{8} ){2}|pre_master|random[12]?:|[Kk]ey: Using");

    private static final List<Pattern> CIPHER = Stream.of(
                    "Data Channel: [Cc]ipher '([^']+)'",
                    "Outgoing Data Channel: Cipher '([^']+)' initialized",
                    "Data Channel Encrypt: Cipher '([^']+)'",
                    "Data Channel: using negotiated cipher '([^']+)'")
            .map(Pattern::compile)
            .toList();

    private LogText() {}

    /** {@return each different line once, in order} */
    static List<String> lines(List<String> log) {
        return log.stream()
                .filter(line -> !DUMP.matcher(line).find())
                .map(LogText::line)
                .distinct()
                .toList();
    }

    private static String line(String line) {
        var own = PEER.matcher(line.stripTrailing()).replaceFirst("");
        return NUMBER.matcher(ADDRESS.matcher(own).replaceAll("ADDR:PORT")).replaceAll("$1N");
    }

    /** {@return the last data cipher that a log names} */
    static Optional<String> dataCipher(String log) {
        return CIPHER.stream()
                .map(pattern -> pattern.matcher(log).results().reduce((first, second) -> second))
                .flatMap(Optional::stream)
                .findFirst()
                .map(group(1));
    }

    private static Function<MatchResult, String> group(int number) {
        return found -> found.group(number);
    }
}
